//! Journeys: what people do with the service, from end to end, on both databases.
mod databases;
mod demonstration;
mod issuing;
mod key_states;
mod labels_in_hand;
mod office;
mod outages;
mod program;
mod registry;
mod taking_back;
mod verifying;
mod world;
