import type pg from 'pg'

/** What this transaction needs whatever the server is set to: values as text that is read back as they were. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set local datestyle = 'ISO';
    set local intervalstyle = 'postgres';
    set local timezone = 'UTC';
    set local bytea_output = 'hex';
    set local extra_float_digits = 1;
    set local client_encoding = 'UTF8';
    set local search_path = public;
    set local statement_timeout = 0;
    set local lock_timeout = 0;
    set local idle_in_transaction_session_timeout = 0`)
}
