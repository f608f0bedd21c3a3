import { Navigate, Route, Routes } from "react-router";
import { NotFound } from "../shell/not-found.tsx";
import { AppFrame } from "./app-frame.tsx";
import { AppList } from "./app-list.tsx";
import { AppOverview } from "./app-overview.tsx";
import { AppSettings } from "./app-settings.tsx";
import { Authentication } from "./authentication.tsx";
import { Deployments } from "./deployments.tsx";
import { Functions } from "./functions.tsx";
import { LiveLog } from "./live-log.tsx";

/** The place "Function apps". */
export function FunctionApps() {
  return (
    <Routes>
      <Route index element={<AppList />} />
      <Route path=":group/:name" element={<AppFrame />}>
        <Route index element={<Navigate to="overview" replace />} />
        <Route path="overview" element={<AppOverview />} />
        <Route path="settings" element={<AppSettings />} />
        <Route path="functions" element={<Functions />} />
        <Route path="log" element={<LiveLog />} />
        <Route path="authentication" element={<Authentication />} />
        <Route path="deployments" element={<Deployments />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
