/** What can be done about a finger that cannot be taken. */
export interface ExceptionWork {
  /** Opens the question why. */
  readonly open: () => void
  /** Drops the finger, captured or excused. */
  readonly forget: () => void
  readonly photograph: () => void
  readonly confirm: () => void
  readonly busy: boolean
}
