import type { ComponentChildren } from "preact";

type ButtonProps = {
  readonly children: ComponentChildren;
  readonly onPress?: () => void;
  readonly kind?: "main" | "danger" | "plain";
  /** It stays where it is and keeps the focus, which `disabled` would hand to the page's body. */
  readonly isOff?: boolean | undefined;
  readonly submits?: boolean;
  readonly class?: string;
};

/** A button that does nothing while it is off. */
export const Button = ({ children, onPress, kind = "plain", isOff = false, submits = false, ...more }: ButtonProps) => (
  <button
    type={submits ? "submit" : "button"}
    class={`button button-${kind} ${more.class ?? ""}`}
    aria-disabled={isOff ? "true" : undefined}
    onClick={(event) => {
      if (isOff) event.preventDefault();
      else onPress?.();
    }}
  >
    {children}
  </button>
);
