/** What masking leaves behind, at the client or the server. */
export const REDACTED = "__REDACTED__";
