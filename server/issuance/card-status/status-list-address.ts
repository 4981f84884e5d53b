import type { App } from '../../kernel/app.ts'

/** Where a list is published; it names itself by this (`sub`). */
export const statusListAddress = (app: Pick<App, 'publicUrl'>, list: number): string =>
  `${app.publicUrl}/card-status/lists/${list}`
