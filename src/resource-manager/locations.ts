import { badRequest } from "./arm-error.ts";

/** Azure's public regions (Azure CLI: `az account list-locations`), by short name; resources can lie in any of them. */
export const LOCATIONS: readonly (readonly [name: string, displayName: string])[] = [
  "East US",
  "East US 2",
  "Central US",
  "North Central US",
  "South Central US",
  "West Central US",
  "West US",
  "West US 2",
  "West US 3",
  "Canada Central",
  "Canada East",
  "Brazil South",
  "Mexico Central",
  "North Europe",
  "West Europe",
  "UK South",
  "UK West",
  "France Central",
  "Germany West Central",
  "Italy North",
  "Norway East",
  "Poland Central",
  "Spain Central",
  "Sweden Central",
  "Switzerland North",
  "UAE North",
  "Qatar Central",
  "Israel Central",
  "South Africa North",
  "Central India",
  "South India",
  "West India",
  "East Asia",
  "Southeast Asia",
  "Japan East",
  "Japan West",
  "Korea Central",
  "Korea South",
  "Australia Central",
  "Australia East",
  "Australia Southeast",
  "New Zealand North",
].map((displayName) => [normalizeLocation(displayName), displayName]);

const NAMES = new Set(LOCATIONS.map(([name]) => name));

/** `UK South` and `uksouth` are one place; Azure answers with the short form. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

/** Throws Resource Manager's 400 for a location that is no region. `what` is `resource group` or `resource type 'Microsoft.Web/sites'`. */
export function checkIsRegion(location: string, what: string, code: string): void {
  if (NAMES.has(normalizeLocation(location))) return;
  const list =
    what === "resource group" ? "List of available regions" : "List of available regions for the resource type";
  throw badRequest(
    `The provided location '${location}' is not available for ${what}. ${list} is '${[...NAMES].join(",")}'.`,
    code,
  );
}

/** Resource Manager's 400 for what has to say where it lies. */
export function locationRequired(): Error {
  return badRequest("The location property is required for this definition.", "LocationRequired");
}
