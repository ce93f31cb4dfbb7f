//! Journeys: what people do with the service, from end to end, on both databases.
mod configuration;
mod databases;
mod demonstration;
mod durability;
mod issuing;
mod key_states;
mod labels_in_hand;
mod office;
mod outages;
mod printing;
mod program;
mod registry;
mod safekeeping;
mod service;
mod taking_back;
mod verifying;
mod world;
