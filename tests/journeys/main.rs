//! Journeys: what people do with the service, from end to end, on both databases.
mod databases;
mod issuing;
mod key_states;
mod labels_in_hand;
mod outages;
mod registry;
mod taking_back;
mod world;
