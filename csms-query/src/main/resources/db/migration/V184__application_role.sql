-- The program works under a role that owns nothing. The role that owns the tables runs the migrations, and lends its
-- rights for one thing: building the tables of a projection anew, which takes new tables.

-- What may be built anew; written by the owner at each start.
create table rebuildable_table (
    name text primary key
);

create function allow_rebuild(table_names text[]) returns void language plpgsql as $$
begin
    delete from public.rebuildable_table where name <> all (table_names);
    insert into public.rebuildable_table select unnest(table_names) on conflict do nothing;
end $$;

create function check_rebuild(schema_name text, table_names text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if schema_name !~ '^rebuild_[a-z_]{1,50}$'
        or exists (select from unnest(table_names) wanted where wanted not in (select name from public.rebuildable_table))
    then
        raise exception 'only tables of projections are built anew' using errcode = 'insufficient_privilege';
    end if;
end $$;

-- Empty copies of tables of the schema public, with their indexes under the same names, which migrations may go by.
create function rebuild_begin(schema_name text, table_names text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    copied  text;
    options text;
    index   record;
begin
    perform public.check_rebuild(schema_name, table_names);
    execute format('drop schema if exists %I cascade', schema_name);
    execute format('create schema %I', schema_name);
    foreach copied in array table_names loop
        execute format('create table %1$I.%2$I (like public.%2$I including all excluding indexes)', schema_name, copied);
        select array_to_string(reloptions, ', ') into options from pg_class
            where oid = format('public.%I', copied)::regclass;
        if options is not null then
            execute format('alter table %I.%I set (%s)', schema_name, copied, options);
        end if;
        for index in
            select c.relname as name, pg_get_indexdef(c.oid) as definition, i.indisprimary as is_primary
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = format('public.%I', copied)::regclass
        loop
            execute replace(index.definition, ' ON public.', ' ON ' || quote_ident(schema_name) || '.');
            if index.is_primary then
                execute format('alter table %1$I.%2$I add constraint %3$I primary key using index %3$I',
                               schema_name, copied, index.name);
            end if;
        end loop;
    end loop;
    if session_user <> current_user then
        execute format('grant usage on schema %I to %I', schema_name, session_user);
        execute format('grant select, insert, update, delete on all tables in schema %I to %I', schema_name, session_user);
        execute format('grant usage on all sequences in schema %I to %I', schema_name, session_user);
    end if;
end $$;

-- The copies take the place of the tables, which the caller has locked.
create function rebuild_finish(schema_name text, table_names text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    replaced text;
begin
    perform public.check_rebuild(schema_name, table_names);
    foreach replaced in array table_names loop
        execute format('drop table public.%I', replaced);
        execute format('alter table %I.%I set schema public', schema_name, replaced);
    end loop;
end $$;

create function rebuild_end(schema_name text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform public.check_rebuild(schema_name, array[]::text[]);
    execute format('drop schema if exists %I cascade', schema_name);
end $$;

-- What the program may do, now and with tables to come. Of events it may only write new ones.
create function grant_to_application(application text) returns void language plpgsql as $$
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
    execute format('grant execute on function rebuild_begin, rebuild_finish, rebuild_end to %I', application);
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

revoke all on function allow_rebuild, check_rebuild, rebuild_begin, rebuild_finish, rebuild_end, grant_to_application
    from public;
