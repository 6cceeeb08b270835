-- What became of the last rebuild of each projection, for whoever asks on any node. No event, and no projection: it
-- tells of these.
create table projection_rebuild (
    projection   text primary key,
    state        text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    requested_by text        not null,
    reason       text,
    node         text        not null,
    since        timestamptz not null,
    noted_at     timestamptz not null,
    ended_at     timestamptz,
    position     bigint      not null,
    head         bigint      not null,
    failure      text
);

comment on column projection_rebuild.noted_at is 'When the node that does it last said that it does';

-- Before the copies take the place of the tables: else what they hold would be guessed until autovacuum has been there.
create function rebuild_analyze(schema_name text, table_names text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    filled text;
begin
    perform public.check_rebuild(schema_name, table_names);
    foreach filled in array table_names loop
        execute format('analyze %I.%I', schema_name, filled);
    end loop;
end $$;

-- As before, and the new function.
create or replace function grant_to_application(application text) returns void language plpgsql as $$
declare
    less record;
begin
    if application = current_user then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('grant_to_application')); -- nodes start together
    execute format('grant usage on schema public to %I', application);
    execute format('grant select, insert, update, delete on all tables in schema public to %I', application);
    execute format('grant usage on all sequences in schema public to %I', application);
    execute format('grant execute on function rebuild_begin, rebuild_analyze, rebuild_finish, rebuild_end to %I',
                   application);
    execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I',
                   application);
    execute format('alter default privileges in schema public grant usage on sequences to %I', application);
    for less in
        select * from (values ('domain_event', 'update, delete'),
                              ('event_log_head', 'insert, delete'),
                              ('rebuildable_table', 'insert, update, delete'),
                              ('flyway_schema_history', 'insert, update, delete')) as it(name, rights)
        where to_regclass('public.' || name) is not null
    loop
        execute format('revoke %s on public.%I from %I', less.rights, less.name, application);
    end loop;
end $$;

revoke all on function rebuild_analyze from public;
