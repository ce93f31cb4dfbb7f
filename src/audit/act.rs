use crate::registry::words;

words! {
    /// What was done. A word that was stored once is never used for anything else.
    pub enum Act {
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// Somebody signed out.
        SignedOut = "signed_out",
        /// An account was made to wait after wrong passwords.
        SignInHeld = "sign_in_held",
        /// A person was made.
        PersonMade = "person_made",
        /// An invitation was given.
        Invited = "invited",
        /// A seat was given.
        SeatGiven = "seat_given",
        /// A seat was ended.
        SeatEnded = "seat_ended",
        /// A producer was put on a companion's caseload.
        CaseloadAdded = "caseload_added",
        /// A password was set.
        PasswordSet = "password_set",
        /// A link was given by which somebody sets another password.
        ResetOffered = "reset_offered",
        /// A second factor was set.
        SecondFactorSet = "second_factor_set",
        /// A second factor was taken away.
        SecondFactorRemoved = "second_factor_removed",
        /// A passkey was added.
        PasskeyAdded = "passkey_added",
        /// A passkey was taken away.
        PasskeyRemoved = "passkey_removed",
        /// An account was disabled.
        AccountDisabled = "account_disabled",
        /// An account was enabled.
        AccountEnabled = "account_enabled",
        /// A session was ended by hand.
        SessionEnded = "session_ended",

        /// A producer was entered.
        ProducerRegistered = "producer_registered",
        /// What the register says of a producer was changed.
        ProducerChanged = "producer_changed",
        /// A producer got another status.
        ProducerStatus = "producer_status",
        /// A product was entered.
        ProductAdded = "product_added",
        /// What the register says of a product was changed.
        ProductChanged = "product_changed",
        /// A product got another status.
        ProductStatus = "product_status",
        /// A photo was added.
        PhotoAdded = "photo_added",
        /// A photo was taken away.
        PhotoRemoved = "photo_removed",
        /// A sentra was entered or changed.
        SentraChanged = "sentra_changed",
        /// A file was entered.
        Imported = "imported",
        /// A file was written.
        Exported = "exported",

        /// A producer asked to be checked.
        CheckAsked = "check_asked",
        /// An officer took a case.
        CaseTaken = "case_taken",
        /// A case went back with a question.
        CaseReturned = "case_returned",
        /// The question was answered.
        CaseAnswered = "case_answered",
        /// A case was withdrawn by those who opened it.
        CaseWithdrawn = "case_withdrawn",
        /// A new producer was approved.
        ProducerApproved = "producer_approved",
        /// A new producer was refused.
        ProducerRefused = "producer_refused",
        /// A producer claimed a certification.
        CertificationClaimed = "certification_claimed",
        /// An officer checked it and proposed it.
        CertificationProposed = "certification_proposed",
        /// A second person approved it.
        CertificationApproved = "certification_approved",
        /// It was refused.
        CertificationRefused = "certification_refused",
        /// A certification was entered without a case, at the command line.
        CertificationEntered = "certification_entered",
        /// What a certification rests on was changed, or it was ended.
        CertificationChanged = "certification_changed",

        /// Codes of a batch were issued.
        BatchIssued = "batch_issued",
        /// Labels were ordered.
        LabelsOrdered = "labels_ordered",
        /// A printer of a producer was entered or measured anew.
        PrinterSet = "printer_set",
        /// It was forgotten.
        PrinterRemoved = "printer_removed",
        /// A producer asked for a recall.
        RecallAsked = "recall_asked",
        /// A producer's recall was refused.
        RecallRefused = "recall_refused",
        /// Goods were recalled.
        Recalled = "recalled",
        /// A recall was lifted.
        RecallLifted = "recall_lifted",
        /// Codes were revoked.
        Revoked = "revoked",
        /// A revocation was lifted.
        RevocationLifted = "revocation_lifted",

        /// A key was made.
        KeyMade = "key_made",
        /// An administrator proposed an act on a key.
        KeyProposed = "key_proposed",
        /// It was refused.
        KeyRefused = "key_refused",
        /// A key was retired.
        KeyRetired = "key_retired",
        /// A key was revoked.
        KeyRevoked = "key_revoked",

        /// An officer took a consumer's report.
        ReportTaken = "report_taken",
        /// A consumer's report was closed for a reason.
        ReportClosed = "report_closed",
        /// A consumer's report was answered.
        ReportAnswered = "report_answered",
    }
}

words! {
    /// What kind of thing an act was done to.
    pub enum SubjectKind {
        /// A person, by login.
        Person = "person",
        /// A producer, by code.
        Producer = "producer",
        /// A product, by code.
        Product = "product",
        /// A photo or document, by number.
        Upload = "upload",
        /// A certification, by its number as printed.
        Certification = "certification",
        /// A sentra, by code.
        Sentra = "sentra",
        /// A batch, by kode produksi.
        Batch = "batch",
        /// A printer, by name.
        Printer = "printer",
        /// A recall, by number.
        Recall = "recall",
        /// A revocation, by number.
        Revocation = "revocation",
        /// A key, by its thumbprint.
        Key = "key",
        /// A case, by number.
        Case = "case",
        /// A consumer's report, by number.
        Report = "report",
        /// A file, by name or sheet.
        File = "file",
    }
}
