/** A page that App Service's front end answers with itself. */
export interface PlatformPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

function page(status: number, title: string, sentence: string): PlatformPage {
  return {
    status,
    contentType: "text/html",
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${sentence}</p></body></html>\n`,
  };
}

/** No site has the host name. The title is Azure's. */
export const siteNotFound = page(
  404,
  "404 Web Site not found",
  "There is no site at this address. Check the name, or create the site.",
);

/** The site was stopped or is disabled. The title is Azure's. */
export const siteDisabled = page(
  403,
  "Error 403 - This web app is stopped.",
  "Site Disabled: start the site, then reload this page.",
);

/** The app isn't there: text of the Functions host (HostAvailabilityCheckMiddleware). */
export const hostNotRunning: PlatformPage = {
  status: 503,
  contentType: "text/plain",
  body: "Function host is not running.",
};

/** The request line can't be read as a URL, or the request has two credentials. */
export const badRequest = page(400, "Bad Request", "The request's address or its Authorization header can't be read.");

/** The front end itself failed. */
export const serverError = page(
  500,
  "500 - Internal server error.",
  "The front end failed on this request. Gatehouse's log says why.",
);
