import { operations } from '../ipp/message.ts'

/** What a make of printer has. */
export interface PrinterModel {
  readonly operations: readonly number[]
  /** Of before 2009: refuses everything that is not 1.x. */
  readonly onlyVersion1: boolean
}

export const fullModel: PrinterModel = { operations: Object.values(operations), onlyVersion1: false }
