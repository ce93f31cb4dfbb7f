use crate::registry::words;

words! {
    /// A field of a form, by the name that the form sends it under.
    pub enum Field {
        /// Name of a business or product.
        Name = "nama",
        /// Kabupaten or kota.
        Region = "daerah",
        /// Size class.
        Scale = "skala",
        /// NIB.
        Nib = "nib",
        /// KBLI class.
        Kbli = "kbli",
        /// Telephone.
        Phone = "telepon",
        /// Mail address.
        Email = "surel",
        /// Street address.
        Address = "alamat",
        /// Story of a business, or description of a product.
        Story = "cerita",
        /// The same in English.
        StoryEn = "cerita_en",
        /// Brand.
        Brand = "merek",
        /// Category.
        Category = "jenis",
        /// Net content.
        Content = "isi_bersih",
        /// Ingredients.
        Ingredients = "bahan",
        /// GTIN.
        Gtin = "gtin",
        /// HS code.
        Hs = "hs",
        /// Kode produksi.
        Code = "kode",
        /// How many packs.
        Items = "jumlah",
        /// Day of production.
        Produced = "dibuat",
        /// Last good day.
        BestBefore = "baik",
        /// What the codes tell apart.
        Level = "tingkat",
        /// What the codes say.
        Profile = "isi_kode",
        /// The password, asked for again.
        Password = "sandi",
        /// The form of an address.
        Gs1 = "gs1",
        /// Kind of certification.
        Kind = "macam",
        /// Number of a certification.
        Number = "nomor",
        /// Its day of issue.
        Issued = "terbit",
        /// Its last good day.
        ValidUntil = "berlaku",
        /// On whose name it is.
        Holder = "pemegang",
        /// Why goods are to be taken back.
        Reason = "alasan",
        /// What consumers should do.
        Instruction = "anjuran",
        /// Whom they may call.
        Contact = "kontak",
        /// Label paper.
        Stock = "kertas",
        /// Design.
        Design = "desain",
        /// File format.
        Format = "format",
        /// Printer.
        Printer = "pencetak",
        /// What kind of printer.
        Machine = "mesin",
        /// Dots per inch.
        Dots = "titik",
        /// Length of the level bar of the calibration page.
        LevelBar = "datar",
        /// Length of the upright one.
        UprightBar = "tegak",
        /// From the left edge of the paper to the upright bar.
        FromLeft = "kiri",
        /// From the upper edge to the level one.
        FromTop = "atas",
        /// First item.
        From = "dari",
        /// Last item.
        To = "sampai",
        /// First free place of a sheet.
        Start = "mulai",
    }
}
