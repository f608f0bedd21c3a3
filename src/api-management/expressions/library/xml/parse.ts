export const parseElement = (text: string): unknown => text;
export const parseDocument = (text: string): unknown => text;
