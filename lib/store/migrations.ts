/** The schema, step by step. A step that was released is never changed; the next one is added below it. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { finalStatuses, statuses } from '../run.ts'
import { bytesType } from './bytes.ts'

export const migrations: Record<string, Migration> = {
  '001-runs': { up: createTables },
  '002-policies-and-pruning': { up: addPolicyColumns },
  '003-login-and-audit': { up: addLogin },
  '004-totals-and-kept-keys': { up: addTotals },
  '005-files': { up: addFiles },
  '006-memory-and-room': { up: addMemoryAndRoom },
}

const listed = (words: readonly string[]) => sql.raw(words.map((word) => `'${word}'`).join(', '))

async function createTables(db: Kysely<unknown>) {
  const statements = [
    sql`create table tasks (
      name text primary key, definition text not null, policy text not null, concurrency integer not null,
      problem text, version text not null, updated_at bigint not null, removed_at bigint)`,
    sql`create table runs (
      id text primary key,
      task text not null references tasks (name),
      status text not null check (status in (${listed(statuses)})),
      input text not null, output text, error text,
      "trigger" text not null, "by" text, priority integer not null,
      created_at bigint not null, available_at bigint not null, started_at bigint, finished_at bigint,
      attempt integer not null, max_attempts integer not null, runner text,
      cancel_requested_at bigint, cancel_by text, kill_at bigint, rerun_of text,
      progress_done double precision, progress_total double precision, progress_note text,
      check ((finished_at is not null) = (status in (${listed(finalStatuses)}))),
      check (status <> 'running' or (runner is not null and attempt > 0)),
      check (status <> 'queued' or cancel_requested_at is null))`,
    sql`create table attempts (
      run text not null references runs (id) on delete cascade, attempt integer not null,
      runner text not null, token text not null, started_at bigint not null, ended_at bigint,
      status text not null, exit_code integer, signal text, error text, dropped_bytes bigint not null,
      primary key (run, attempt),
      check ((ended_at is null) = (status = 'running')))`,
    sql`create table log_chunks (
      run text not null references runs (id) on delete cascade, first_seq bigint not null,
      last_seq bigint not null, attempt integer not null, bytes integer not null, lines text not null,
      primary key (run, first_seq))`,
    sql`create table runners (
      id text primary key, name text not null, host text not null, pid integer not null, token text not null,
      version text not null, slots integer not null, started_at bigint not null,
      heartbeat_at bigint not null, loaded_at bigint, stopping_at bigint, ended_at bigint)`,
    sql`create table runner_tasks (
      runner text not null references runners (id) on delete cascade, task text not null,
      version text not null, primary key (runner, task))`,
    sql`create table idempotency_keys (
      key text primary key, hash text not null, run text not null references runs (id) on delete cascade,
      created_at bigint not null)`,
    sql`create index runs_claim on runs (task, priority desc, available_at, id) where status = 'queued'`,
    sql`create index runs_active on runs (task, status) where status in ('queued', 'running')`,
    sql`create index runs_of_runner on runs (runner) where status = 'running'`,
    sql`create index runs_due on runs (available_at) where status = 'queued'`,
    sql`create index runs_of_task on runs (task, id)`,
    sql`create index runs_of_status on runs (status, id)`,
    sql`create index runs_of_task_status on runs (task, status, id)`,
    sql`create index keys_by_age on idempotency_keys (created_at)`,
    sql`create index keys_by_run on idempotency_keys (run)`,
  ]
  for (const statement of statements) await statement.execute(db)
}

async function addPolicyColumns(db: Kysely<unknown>) {
  const statements = [
    sql`alter table tasks add column when_busy text not null default 'queue'`,
    sql`alter table runs add column secrets text`,
    sql`alter table runs add column log_bytes bigint not null default 0`,
    sql`alter table runs add column log_deleted_at bigint`,
    sql`update runs set log_bytes = (select coalesce(sum(bytes), 0) from log_chunks where run = runs.id)`,
    // Any filter of a list is one walk of one of these, or a merge of several: a missing part is spelled out.
    sql`drop index runs_of_status`,
    sql`drop index runs_of_task_status`,
    sql`drop index runs_active`,
    sql`drop index runs_due`,
    sql`create index runs_of_status on runs (status, "trigger", id)`,
    sql`create index runs_of_task_status on runs (task, status, "trigger", id)`,
    sql`create index runs_active on runs (task, status desc, id) where status in ('queued', 'running')`,
    // The status is in it, though always the same, so that SQLite prefers it to runs_of_status.
    sql`create index runs_due on runs (status, available_at) where status = 'queued'`,
    sql`create index runs_ended on runs (task, id) where finished_at is not null`,
    sql`create index runs_with_log on runs (id, log_bytes) where log_bytes > 0`,
    sql`create index attempts_of_runner on attempts (runner)`,
  ]
  for (const statement of statements) await statement.execute(db)
}

async function addLogin(db: Kysely<unknown>) {
  const statements = [
    sql`create table facts (name text primary key, value text not null)`,
    sql`create table sessions (
      id text primary key, name text not null, password text not null, created_at bigint not null,
      expires_at bigint not null)`,
    sql`create table audit (
      id text primary key, at bigint not null, "by" text, address text, action text not null, task text, run text)`,
  ]
  for (const statement of statements) await statement.execute(db)
}

async function addTotals(db: Kysely<unknown>) {
  const statements = [
    sql`create table totals (
      task text not null, status text not null check (status in (${listed(finalStatuses)})),
      within_ms bigint not null, runs bigint not null, ms bigint not null,
      primary key (task, status, within_ms))`,
    // A key outlives a run that somebody deletes: the same request, sent again, must not make a second one.
    sql`create table kept_keys (
      key text primary key, hash text not null, run text not null, created_at bigint not null)`,
    sql`insert into kept_keys select key, hash, run, created_at from idempotency_keys`,
    sql`drop table idempotency_keys`,
    sql`alter table kept_keys rename to idempotency_keys`,
    sql`create index keys_by_age on idempotency_keys (created_at)`,
    sql`create index keys_by_run on idempotency_keys (run)`,
  ]
  for (const statement of statements) await statement.execute(db)
}

async function addFiles(db: Kysely<unknown>) {
  const statements = [
    sql`create table files (
      id text primary key, name text not null, size bigint not null, created_at bigint not null, completed_at bigint,
      run text references runs (id) on delete cascade, attempt integer,
      check ((run is null) = (attempt is null)))`,
    sql`create table file_chunks (
      file text not null references files (id) on delete cascade, number integer not null,
      bytes ${bytesType(db)} not null, primary key (file, number))`,
    sql`create table run_files (
      run text not null references runs (id) on delete cascade, file text not null references files (id),
      primary key (run, file))`,
    sql`create unique index files_of_run on files (run, name, attempt)`,
    sql`create index runs_of_file on run_files (file)`,
    sql`create index files_to_watch on files (created_at) where run is null or completed_at is null`,
  ]
  for (const statement of statements) await statement.execute(db)
}

async function addMemoryAndRoom(db: Kysely<unknown>) {
  const statements = [
    sql`alter table attempts add column peak_memory bigint`,
    sql`create index files_left on files (id, size) where run is not null`,
    sql`create index files_uploaded on files (size) where run is null`,
  ]
  for (const statement of statements) await statement.execute(db)
}
