import type { ImportQuery } from '../generated/imports.ts'

/** One import with its survey, trial and counts. */
export type Job = Extract<ImportQuery['import'], { __typename: 'ImportJob' }>
