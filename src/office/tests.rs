use super::may_become;
use crate::registry::ProducerStatus;

#[test]
fn only_a_case_takes_a_producer_out_of_waiting() {
    for to in ProducerStatus::ALL {
        assert!(!may_become(ProducerStatus::Awaiting, *to), "{to}");
        assert!(!may_become(*to, ProducerStatus::Awaiting), "{to}");
        assert!(!may_become(*to, *to), "{to}");
    }
    assert!(may_become(ProducerStatus::Active, ProducerStatus::Suspended));
    assert!(may_become(ProducerStatus::Closed, ProducerStatus::Active));
}
