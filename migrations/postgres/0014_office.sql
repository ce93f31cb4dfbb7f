-- Certifications by the day on which they end, for the office's list of those that lapse.
create index certifications_by_end on certifications (valid_until, id);
