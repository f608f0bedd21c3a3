import { lazy } from "react";
import { Navigate, Route, Routes } from "react-router";
import { NotFound } from "../shell/not-found.tsx";
import { ApiFrame } from "./api-frame.tsx";
import { ApiList } from "./api-list.tsx";
import { ServiceFrame } from "./service-frame.tsx";
import { ServiceList } from "./service-list.tsx";

// The editor is large: it is fetched where a document is opened.
const Design = lazy(async () => ({ default: (await import("./design/design.tsx")).Design }));
const PolicyPage = lazy(async () => ({ default: (await import("./design/policy-page.tsx")).PolicyPage }));
const Test = lazy(async () => ({ default: (await import("./test/test.tsx")).Test }));
const Products = lazy(async () => ({ default: (await import("./products/products.tsx")).Products }));
const Subscriptions = lazy(async () => ({
  default: (await import("./subscriptions/subscriptions.tsx")).Subscriptions,
}));
const NamedValues = lazy(async () => ({ default: (await import("./named-values/named-values.tsx")).NamedValues }));
const Backends = lazy(async () => ({ default: (await import("./backends/backends.tsx")).Backends }));

/** The place "API Management". */
export function ApiManagement() {
  return (
    <Routes>
      <Route index element={<ServiceList />} />
      <Route path=":group/:service" element={<ServiceFrame />}>
        <Route index element={<Navigate to="apis" replace />} />
        <Route path="apis" element={<ApiList />} />
        <Route path="apis/:api" element={<ApiFrame />}>
          <Route index element={<Navigate to="design" replace />} />
          {/* The policy of all operations. */}
          <Route path="design" element={<Design />} />
          <Route path="operations/:operation" element={<Navigate to="design" replace />} />
          <Route path="operations/:operation/design" element={<Design />} />
          <Route path="operations/:operation/test" element={<Test />} />
        </Route>
        <Route path="policy" element={<PolicyPage />} />
        <Route path="products" element={<Products />} />
        <Route path="products/:product" element={<Products />} />
        <Route path="subscriptions" element={<Subscriptions />} />
        <Route path="named-values" element={<NamedValues />} />
        <Route path="backends" element={<Backends />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
