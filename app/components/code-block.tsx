/** Text as it is, in its own scroll area. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <figure
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-control border border-line bg-sunken px-3 py-2"
    >
      <pre className="foreign font-mono text-code">{text}</pre>
    </figure>
  )
}
