import { DotNetError } from "../../dotnet-error.ts";
import type { HeaderView, MessageBodyView, RequestMessage, ResponseMessage } from "../../policy-context.ts";
import type { NetType } from "../../types/net-type.ts";
import { arrayOf, typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { NetDictionary } from "../../values/net-dictionary.ts";
import { NetList } from "../../values/net-list.ts";
import { NetObject } from "../../values/net-object.ts";
import { parseJson } from "../json/reader.ts";
import { JArray, JObject } from "../json/tokens.ts";
import { parseDocument, parseElement } from "../xml/parse.ts";
import { TextDictionary } from "./text-dictionary.ts";
import { parseQuery, UrlValue } from "./url.ts";

/** An IResponse: the context's, or one that `send-request` stored in a variable. */
export class ResponseValue extends NetObject {
  readonly message: ResponseMessage;

  constructor(message: ResponseMessage) {
    super();
    this.message = message;
  }

  override get netType(): NetType {
    return typeNamed("IResponse");
  }
}

const headersOf = (headers: HeaderView): TextDictionary => new TextDictionary(headers, "many");

function parameters(request: RequestMessage): TextDictionary {
  const map = request.matchedParameters;
  const source = {
    get: (name: string) => (map.has(name) ? [map.get(name) ?? ""] : undefined),
    names: () => map.keys(),
  };
  return new TextDictionary(source, "one");
}

function expect<Value>(value: unknown, type: new () => Value, name: string): Value {
  if (value instanceof type) return value;
  throw new DotNetError("Newtonsoft.Json.JsonReaderException", `Error reading ${name} from JsonReader.`);
}

/** `Body.As<T>()`: the body as text, bytes, JSON or XML. */
function readBody([type]: readonly NetType[], body: MessageBodyView, preserveContent: boolean): unknown {
  const bytes = body.read(preserveContent);
  if (type === arrayOf(known.byte)) return bytes;
  const text = new TextDecoder().decode(bytes);
  switch (type?.fullName) {
    case "System.String":
      return text;
    case "Newtonsoft.Json.Linq.JObject":
      return expect(parseJson(text), JObject, "JObject");
    case "Newtonsoft.Json.Linq.JArray":
      return expect(parseJson(text), JArray, "JArray");
    case "Newtonsoft.Json.Linq.JToken":
      return parseJson(text);
    case "System.Xml.Linq.XElement":
    case "System.Xml.Linq.XNode":
      return parseElement(text);
    case "System.Xml.Linq.XDocument":
      return parseDocument(text);
    default:
      throw new DotNetError(
        "System.NotSupportedException",
        `A body can't be read as ${type?.fullName ?? "this type"}.`,
      );
  }
}

function readForm(body: MessageBodyView, preserveContent: boolean): NetDictionary {
  const values = typeNamed("System.Collections.Generic.IList", known.string);
  const form = new NetDictionary(known.string, values);
  for (const [name, texts] of parseQuery(new TextDecoder().decode(body.read(preserveContent)))) {
    form.set(name, new NetList(known.string, [...texts]));
  }
  return form;
}

/** Requests, responses and their bodies. */
export const messageTypes: readonly TypeTable[] = [
  {
    name: "IRequest",
    kind: "interface",
    members: {
      "string Method": (request: RequestMessage) => request.method,
      "IUrl Url": (request: RequestMessage) => new UrlValue(request.url),
      "IUrl OriginalUrl": (request: RequestMessage) => new UrlValue(request.originalUrl),
      "string IpAddress": (request: RequestMessage) => request.ipAddress,
      "IReadOnlyDictionary<string, string[]> Headers": (request: RequestMessage) => headersOf(request.headers),
      "IReadOnlyDictionary<string, string> MatchedParameters": parameters,
      "IMessageBody Body": (request: RequestMessage) => request.body,
    },
  },
  {
    name: "IResponse",
    kind: "interface",
    members: {
      "int StatusCode": (response: ResponseValue) => response.message.statusCode,
      "string StatusReason": (response: ResponseValue) => response.message.statusReason,
      "IReadOnlyDictionary<string, string[]> Headers": (response: ResponseValue) => headersOf(response.message.headers),
      "IMessageBody Body": (response: ResponseValue) => response.message.body,
    },
  },
  {
    name: "IMessageBody",
    kind: "interface",
    members: {
      "T As<T>(bool preserveContent = false)": readBody,
      "IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)": readForm,
    },
  },
];
