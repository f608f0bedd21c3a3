import { Navigate, Route, Routes } from "react-router";
import { NotFound } from "../shell/not-found.tsx";
import { InspectPage } from "./inspect-page.tsx";
import { MintPage } from "./mint-page.tsx";

/** The place "Tokens". */
export function Tokens() {
  return (
    <Routes>
      <Route index element={<Navigate to="mint" replace />} />
      <Route path="mint" element={<MintPage />} />
      <Route path="inspect" element={<InspectPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
