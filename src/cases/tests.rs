//! Who may take which step, and where a case stands then: every role, every step, every kind.
use super::*;
use crate::accounts::{PersonId, Role};
use crate::clock::{Day, Moment};
use crate::registry::{BasisKind, BatchId, ProducerId, ProductId};

const OWNER: PersonId = PersonId(1);
const OFFICER: PersonId = PersonId(2);
const APPROVER: PersonId = PersonId(3);
const TODAY: Day = Day(20_780);

fn now() -> Moment {
    Moment::noon(TODAY)
}

fn office(person: PersonId, role: Role) -> Actor {
    Actor { person, role, covers: true, tied: false }
}

fn owner() -> Actor {
    Actor { person: OWNER, role: Role::Owner, covers: false, tied: true }
}

fn officer() -> Actor {
    office(OFFICER, Role::Officer)
}

fn approver() -> Actor {
    office(APPROVER, Role::Approver)
}

fn claim() -> Claim {
    Claim {
        product: ProductId(5),
        kind: 1,
        number: "ID18119999000010623".into(),
        holder: None,
        issued: None,
        valid_until: None,
        document: None,
    }
}

fn matter(kind: Kind) -> Matter {
    let producer = ProducerId(4);
    let goods = Goods {
        batch: BatchId(6),
        items: None,
        reason: "kaca".into(),
        instruction: "Kembalikan.".into(),
        contact: "0721".into(),
    };
    match kind {
        Kind::Producer => Matter::Producer(producer),
        Kind::Certification => Matter::Certification(producer, claim()),
        Kind::Recall => Matter::Recall(producer, goods),
        Kind::Key => Matter::Key(KeyAct { key: "ab".into(), deed: KeyDeed::Retire, reason: "setahun".into() }),
    }
}

fn ground(day: Day) -> Ground {
    Ground { kind: GroundKind::DocumentSeen, day, office: Some("Dinas Contoh".into()) }
}

fn proposed() -> What {
    What::Proposed(ground(TODAY))
}

fn approved() -> What {
    What::Approved(Some("lengkap".into()))
}

fn refused() -> What {
    What::Refused("nomor tidak terdaftar".into())
}

fn every_step() -> [What; 8] {
    [
        What::Opened,
        What::Taken,
        proposed(),
        approved(),
        refused(),
        What::Returned("mana fotonya?".into()),
        What::Answered("ini".into()),
        What::Withdrawn,
    ]
}

/// A case that somebody opened and others moved on.
fn case(kind: Kind, opener: Actor, steps: &[(Actor, What)]) -> Case {
    let mut all = vec![Step::new(&opener, What::Opened, now())];
    all.extend(steps.iter().map(|(actor, what)| Step::new(actor, what.clone(), now())));
    let state = State::of(kind, &all).expect("a history");
    Case { id: CaseId(1), matter: matter(kind), region: None, steps: all, state }
}

fn try_step(case: &Case, actor: &Actor, what: &What) -> Result<Stage, Error> {
    may(case, actor, what, now()).map(|state| state.stage())
}

/// The roles in whose seat an untied stranger, whose seat covers the case, may take a step.
fn roles_that_may(case: &Case, what: &What) -> Vec<Role> {
    let may = |role: &&Role| try_step(case, &office(PersonId(9), **role), what).is_ok();
    Role::ALL.iter().filter(may).copied().collect()
}

#[test]
fn a_certification_needs_an_officer_and_then_an_approver() {
    let waiting = case(Kind::Certification, owner(), &[]);
    assert_eq!(roles_that_may(&waiting, &proposed()), [Role::Officer, Role::Administrator]);
    assert_eq!(roles_that_may(&waiting, &approved()), [], "nothing was proposed yet");
    assert_eq!(roles_that_may(&waiting, &refused()), [Role::Officer, Role::Approver, Role::Administrator]);
    let proposed_case = case(Kind::Certification, owner(), &[(officer(), What::Taken), (officer(), proposed())]);
    assert_eq!(roles_that_may(&proposed_case, &approved()), [Role::Approver, Role::Administrator]);
    assert_eq!(roles_that_may(&proposed_case, &refused()), [Role::Officer, Role::Approver, Role::Administrator]);
    assert_eq!(roles_that_may(&proposed_case, &proposed()), [], "once is enough");
    assert_eq!(try_step(&proposed_case, &approver(), &approved()).unwrap(), Stage::Approved);
    assert_eq!(try_step(&proposed_case, &approver(), &What::Approved(None)).unwrap(), Stage::Approved);
}

#[test]
fn nobody_is_two_people() {
    // Whatever seats the first person holds as well: officer, approver, administrator.
    for first in [Role::Officer, Role::Administrator] {
        let proposed_case = case(Kind::Certification, owner(), &[(office(OFFICER, first), proposed())]);
        for second in [Role::Officer, Role::Approver, Role::Administrator] {
            let told = try_step(&proposed_case, &office(OFFICER, second), &approved()).unwrap_err().to_string();
            assert!(told.contains("second person") || told.contains("an approver approves"), "{told}");
        }
    }
    // Who opened a certification on a producer's behalf neither proposes nor approves nor refuses it.
    for role in [Role::Officer, Role::Approver, Role::Administrator] {
        let opened = case(Kind::Certification, officer(), &[]);
        assert!(try_step(&opened, &office(OFFICER, role), &proposed()).is_err(), "{role}");
        assert!(try_step(&opened, &office(OFFICER, role), &refused()).is_err(), "{role}");
        let other = office(PersonId(8), Role::Officer);
        let proposed_case = case(Kind::Certification, officer(), &[(other, proposed())]);
        assert!(try_step(&proposed_case, &office(OFFICER, role), &approved()).is_err(), "{role}");
    }
    let told = try_step(&case(Kind::Certification, officer(), &[]), &officer(), &proposed()).unwrap_err();
    assert!(matches!(told, Error::Own(_)), "{told}");
}

#[test]
fn a_history_in_which_one_person_is_two_is_no_history() {
    let mut steps = case(Kind::Certification, owner(), &[(officer(), proposed())]).steps;
    steps.push(Step::new(&office(OFFICER, Role::Approver), approved(), now()));
    assert_eq!(State::of(Kind::Certification, &steps), None);
    let admin = office(OFFICER, Role::Administrator);
    let key = [Step::new(&admin, What::Opened, now()), Step::new(&admin, approved(), now())];
    assert_eq!(State::of(Kind::Key, &key), None);
    assert_eq!(State::of(Kind::Key, &[]), None);
}

#[test]
fn nobody_decides_for_their_own_producer_or_caseload() {
    for kind in [Kind::Producer, Kind::Certification, Kind::Recall] {
        for what in [What::Taken, proposed(), approved(), refused(), What::Returned("?".into())] {
            for role in [Role::Officer, Role::Approver, Role::Administrator] {
                let tied = Actor { tied: true, ..office(PersonId(9), role) };
                for case in [case(kind, owner(), &[]), case(Kind::Certification, owner(), &[(officer(), proposed())])] {
                    assert!(try_step(&case, &tied, &what).is_err(), "{kind} {what:?} {role}");
                }
            }
        }
    }
}

#[test]
fn producers_people_and_auditors_never_decide() {
    for kind in Kind::ALL {
        for what in [What::Taken, proposed(), approved(), refused(), What::Returned("?".into())] {
            for role in [Role::Owner, Role::Staff, Role::Companion, Role::Auditor] {
                for (covers, tied) in [(true, true), (true, false), (false, true), (false, false)] {
                    let actor = Actor { person: PersonId(9), role, covers, tied };
                    let opener = if *kind == Kind::Key { office(OFFICER, Role::Administrator) } else { owner() };
                    assert!(try_step(&case(*kind, opener, &[]), &actor, &what).is_err(), "{kind} {what:?} {role}");
                }
            }
        }
    }
}

#[test]
fn another_regions_office_does_not_decide() {
    let waiting = case(Kind::Producer, owner(), &[]);
    for what in [What::Taken, approved(), refused(), What::Returned("?".into())] {
        let elsewhere = Actor { covers: false, ..officer() };
        assert!(matches!(try_step(&waiting, &elsewhere, &what), Err(Error::Elsewhere)), "{what:?}");
    }
    assert!(matches!(may_open(Kind::Recall, &Actor { covers: false, ..officer() }), Err(Error::Elsewhere)));
}

#[test]
fn a_producer_and_a_recall_are_decided_by_one_officer_with_a_reason() {
    for kind in [Kind::Producer, Kind::Recall] {
        let waiting = case(kind, owner(), &[]);
        assert_eq!(roles_that_may(&waiting, &approved()), [Role::Officer, Role::Administrator]);
        assert_eq!(roles_that_may(&waiting, &refused()), [Role::Officer, Role::Administrator]);
        assert_eq!(roles_that_may(&waiting, &proposed()), [], "there is nothing to propose");
        assert!(matches!(try_step(&waiting, &officer(), &What::Approved(None)), Err(Error::NoReason)));
        assert!(What::Refused("  ".into()).checked().is_err());
    }
}

#[test]
fn a_key_is_proposed_by_an_administrator_and_approved_by_another_person() {
    let admin = office(OFFICER, Role::Administrator);
    for role in Role::ALL {
        let may = may_open(Kind::Key, &Actor { tied: true, ..office(PersonId(9), *role) }).is_ok();
        assert_eq!(may, *role == Role::Administrator, "{role}");
    }
    let opened = case(Kind::Key, admin, &[]);
    assert_eq!(opened.state.stage(), Stage::Proposed);
    assert_eq!(roles_that_may(&opened, &approved()), [Role::Approver, Role::Administrator]);
    assert_eq!(roles_that_may(&opened, &refused()), [Role::Approver, Role::Administrator]);
    assert_eq!(roles_that_may(&opened, &What::Returned("?".into())), []);
    assert!(try_step(&opened, &admin, &approved()).is_err());
    assert!(try_step(&opened, &office(OFFICER, Role::Approver), &approved()).is_err());
    assert_eq!(try_step(&opened, &admin, &What::Withdrawn).unwrap(), Stage::Withdrawn);
    assert!(try_step(&opened, &office(APPROVER, Role::Administrator), &What::Withdrawn).is_err());
}

#[test]
fn what_is_decided_is_never_decided_again() {
    let ends = [
        (Kind::Producer, vec![(officer(), approved())]),
        (Kind::Producer, vec![(officer(), refused())]),
        (Kind::Recall, vec![(owner(), What::Withdrawn)]),
        (Kind::Certification, vec![(officer(), proposed()), (approver(), What::Approved(None))]),
        (Kind::Certification, vec![(officer(), refused())]),
    ];
    for (kind, steps) in ends {
        let over = case(kind, owner(), &steps);
        assert!(over.state.stage().is_decided());
        for what in every_step() {
            for actor in [owner(), officer(), approver(), office(PersonId(9), Role::Administrator)] {
                assert!(matches!(try_step(&over, &actor, &what), Err(Error::Decided(_))), "{kind} {what:?}");
                assert_eq!(over.state.after(kind, &Step::new(&actor, what.clone(), now())), None);
            }
        }
    }
}

#[test]
fn a_question_goes_to_the_producer_and_its_answer_comes_back() {
    let question = What::Returned("Foto tidak terbaca; kirim yang baru?".into());
    for before in [vec![], vec![(officer(), What::Taken)], vec![(officer(), proposed())]] {
        let case = case(Kind::Certification, owner(), &before);
        assert_eq!(try_step(&case, &approver(), &question).unwrap(), Stage::Asked);
    }
    let asked = case(Kind::Certification, owner(), &[(officer(), proposed()), (approver(), question.clone())]);
    let answer = What::Answered("Sudah dikirim.".into());
    assert_eq!(try_step(&asked, &owner(), &answer).unwrap(), Stage::Waiting);
    let companion = Actor { person: PersonId(7), role: Role::Companion, covers: false, tied: true };
    assert_eq!(try_step(&asked, &companion, &answer).unwrap(), Stage::Waiting);
    assert!(try_step(&asked, &Actor { tied: false, ..companion }, &answer).is_err(), "not of this caseload");
    assert!(try_step(&asked, &officer(), &answer).is_err());
    assert!(try_step(&asked, &approver(), &approved()).is_err(), "the proposal is gone with the question");
    // Proposed anew, the second person must again be another.
    let again = case(
        Kind::Certification,
        owner(),
        &[(officer(), proposed()), (approver(), question), (owner(), answer), (officer(), proposed())],
    );
    assert!(try_step(&again, &office(OFFICER, Role::Approver), &approved()).is_err());
    assert_eq!(try_step(&again, &approver(), &approved()).unwrap(), Stage::Approved);
}

#[test]
fn a_document_is_not_seen_tomorrow() {
    let waiting = case(Kind::Certification, owner(), &[]);
    let tomorrow = What::Proposed(ground(Day(TODAY.0 + 1)));
    let told = try_step(&waiting, &officer(), &tomorrow).unwrap_err();
    assert!(told.to_string().contains("lies in the future"), "{told}");
    assert!(try_step(&waiting, &officer(), &proposed()).is_ok());
}

#[test]
fn one_who_looks_at_a_case_holds_nobody_up() {
    let taken = case(Kind::Producer, owner(), &[(officer(), What::Taken)]);
    assert_eq!(taken.state.taken_by(), Some(OFFICER));
    assert!(try_step(&taken, &officer(), &What::Taken).is_err(), "once is enough");
    let colleague = office(PersonId(9), Role::Officer);
    assert_eq!(try_step(&taken, &colleague, &What::Taken).unwrap(), Stage::Waiting);
    assert_eq!(try_step(&taken, &colleague, &approved()).unwrap(), Stage::Approved);
}

#[test]
fn a_case_begins_with_its_opening_and_only_there() {
    for kind in Kind::ALL {
        for what in every_step() {
            let begins = State::first(*kind, &Step::new(&officer(), what.clone(), now())).is_some();
            assert_eq!(begins, what == What::Opened, "{kind} {what:?}");
        }
        let opener = if *kind == Kind::Key { office(OFFICER, Role::Administrator) } else { owner() };
        assert!(try_step(&case(*kind, opener, &[]), &officer(), &What::Opened).is_err());
    }
}

#[test]
fn only_a_decision_for_it_means_something_for_the_register() {
    let ground = Some(ground(TODAY));
    for kind in Kind::ALL {
        for state in [
            State::Waiting { taken_by: None },
            State::Asked,
            State::Proposed { by: OFFICER, ground: ground.clone() },
            State::Refused,
            State::Withdrawn,
        ] {
            assert_eq!(deed(&matter(*kind), &state), None);
        }
        assert!(deed(&matter(*kind), &State::Approved { ground: ground.clone() }).is_some());
    }
    assert_eq!(deed(&matter(Kind::Certification), &State::Approved { ground: None }), None, "no basis, no claim");
    let Some(Deed::Certify(written)) = deed(&matter(Kind::Certification), &State::Approved { ground }) else {
        panic!("a certification is written down")
    };
    assert_eq!((written.basis.kind, written.basis.day), (BasisKind::DocumentSeen, Some(TODAY)));
    assert_eq!((&*written.number, written.ended), ("ID18119999000010623", None));
}

#[test]
fn every_step_reads_as_it_was_stored() {
    for what in every_step() {
        let ground = what.ground().map(|ground| (ground.kind, ground.day));
        let read = What::read(what.word(), ground, what.words().map(str::to_owned));
        assert_eq!(read, Some(what));
    }
    assert_eq!(What::read("refused", None, None), None, "a refusal without a reason");
    assert_eq!(What::read("proposed", None, None), None, "a proposal without a ground");
    assert_eq!(What::read("forgotten", None, None), None);
}
