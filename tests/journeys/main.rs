//! Journeys: what people do with the service, from end to end, on both databases.
mod databases;
mod registry;
