import type pg from 'pg'

export async function createTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table users (
      id text primary key,
      email text not null unique,
      email_verified boolean not null,
      first_name text,
      last_name text,
      profile_picture_url text,
      external_id text,
      metadata jsonb not null default '{}',
      locale text,
      last_sign_in_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      password_hash text
    );
    create table sessions (
      id text primary key,
      user_id text not null references users (id),
      secret_hash bytea not null,
      generation integer not null default 0,
      refreshed_at timestamptz not null default now(),
      expires_at timestamptz not null default now() + interval '1 year'
    ) with (fillfactor = 80);
    create table deliveries (
      id bigint generated always as identity primary key,
      body text not null,
      delivered_at timestamptz
    );
  `)
}
