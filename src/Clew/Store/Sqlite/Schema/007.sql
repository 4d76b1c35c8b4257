-- input_cost, output_cost: the parts of cost that are known. first_token: nanoseconds after the start. error: the first
-- characters of its message. error_type, prompt and prompt_version: text numbers.
ALTER TABLE span ADD COLUMN input_cost INTEGER;
ALTER TABLE span ADD COLUMN output_cost INTEGER;
ALTER TABLE span ADD COLUMN first_token INTEGER;
ALTER TABLE span ADD COLUMN error TEXT;
ALTER TABLE span ADD COLUMN error_type INTEGER;
ALTER TABLE span ADD COLUMN prompt INTEGER;
ALTER TABLE span ADD COLUMN prompt_version INTEGER;
