-- The rule by which words become tokens has changed, and the width of filters: all are built again.
DELETE FROM text_chunk;
DELETE FROM text_slice;
DELETE FROM text_range;
