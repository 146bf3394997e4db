/** A play sign on a board. */
export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-7 shrink-0">
      <rect x="1" y="1" width="30" height="30" rx="9" className="fill-accent" />
      <path
        d="M11 8.6v14.8a1.2 1.2 0 0 0 1.84 1L24 17a1.2 1.2 0 0 0 0-2L12.84 7.6A1.2 1.2 0 0 0 11 8.6z"
        className="fill-on-accent"
      />
    </svg>
  )
}
