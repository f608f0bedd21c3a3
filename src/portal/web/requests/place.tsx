import { Route, Routes } from "react-router";
import { NotFound } from "../shell/not-found.tsx";
import { RequestList } from "./request-list.tsx";
import { RequestPage } from "./request-page.tsx";

/** The place "Requests". */
export function Requests() {
  return (
    <Routes>
      <Route index element={<RequestList />} />
      <Route path=":id" element={<RequestPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
