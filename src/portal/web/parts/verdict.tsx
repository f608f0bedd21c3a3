import { Badge } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled } from "@fluentui/react-icons";

/** Yes or no to something, by colour, picture and word. */
export function Verdict({ isGood, text }: { readonly isGood: boolean; readonly text: string }) {
  return (
    <Badge
      appearance="tint"
      color={isGood ? "success" : "danger"}
      icon={isGood ? <CheckmarkCircleFilled /> : <DismissCircleFilled />}
    >
      {text}
    </Badge>
  );
}
