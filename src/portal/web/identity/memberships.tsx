import type { UseQueryResult } from "@tanstack/react-query";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import type { DirectoryObject } from "./directory.ts";
import { kindOf, PrincipalLink } from "./links.tsx";

export interface MembershipsProps {
  readonly query: UseQueryResult<readonly DirectoryObject[]>;
  readonly label: "Members" | "Groups";
  readonly empty: string;
}

/** Members of a group, or the groups that something is a member of. */
export function Memberships({ query, label, empty }: MembershipsProps) {
  return (
    <Loaded query={query} what={label.toLowerCase()} empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label={label}
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "Name",
              cell: (object) => (
                <PrincipalLink kind={kindOf(object)} id={object.id} name={object.displayName ?? object.id} />
              ),
            },
            { name: "Kind", cell: kindOf },
            { name: "Object id", cell: ({ id }) => id },
          ]}
        />
      )}
    </Loaded>
  );
}
