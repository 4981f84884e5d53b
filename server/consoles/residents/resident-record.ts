import type { ResidentRecordQuery } from '../generated/resident-record.ts'

/** One person's record as its screen asks for it. */
export type ResidentRecord = Extract<ResidentRecordQuery['resident'], { __typename: 'ResidentRecord' }>
