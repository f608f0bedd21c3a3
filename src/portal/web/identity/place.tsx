import { Navigate, Route, Routes } from "react-router";
import { NotFound } from "../shell/not-found.tsx";
import { ApplicationList } from "./application-list.tsx";
import { ApplicationPage } from "./application-page.tsx";
import { AssignPage } from "./assign-page.tsx";
import { CachePage } from "./cache-page.tsx";
import { CanCallPage } from "./can-call-page.tsx";
import { GroupList } from "./group-list.tsx";
import { GroupPage } from "./group-page.tsx";
import { ManagedIdentityList } from "./managed-identity-list.tsx";
import { ManagedIdentityPage } from "./managed-identity-page.tsx";
import { ServicePrincipalList } from "./service-principal-list.tsx";
import { ServicePrincipalPage } from "./service-principal-page.tsx";
import { UserList } from "./user-list.tsx";
import { UserPage } from "./user-page.tsx";

/** The place "Identity". */
export function Identity() {
  return (
    <Routes>
      <Route index element={<Navigate to="applications" replace />} />
      <Route path="applications" element={<ApplicationList />} />
      <Route path="applications/:application" element={<ApplicationPage />} />
      <Route path="service-principals" element={<ServicePrincipalList />} />
      <Route path="service-principals/:principal" element={<ServicePrincipalPage />} />
      <Route path="managed-identities" element={<ManagedIdentityList />} />
      <Route path="managed-identities/:identity" element={<ManagedIdentityPage />} />
      <Route path="groups" element={<GroupList />} />
      <Route path="groups/:group" element={<GroupPage />} />
      <Route path="users" element={<UserList />} />
      <Route path="users/:user" element={<UserPage />} />
      <Route path="assign" element={<AssignPage />} />
      <Route path="cache" element={<CachePage />} />
      <Route path="can-call" element={<CanCallPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
