import type { IppAttribute, IppGroup, IppMessage } from '../ipp/message.ts'
import { find, numberOf, stringsOf } from '../ipp/message.ts'
import type { EventBook } from './ipp-subscriptions.ts'
import type { EmulatedJob, PrintEngine } from './print-engine.ts'
import type { PrinterModel } from './printer-model.ts'

export interface EmulatedPrinter {
  readonly engine: PrintEngine
  readonly events: EventBook
  readonly uri: string
  readonly model: PrinterModel
}

export interface Outcome {
  readonly status: number
  /** After charset and language. */
  readonly operation?: readonly IppAttribute[]
  readonly groups?: readonly IppGroup[]
}

export type Operation = (request: IppMessage, printer: EmulatedPrinter) => Outcome

export const asked = (request: IppMessage, name: string) => find(request, 'operation', name)
export const textOf = (request: IppMessage, name: string) => stringsOf(asked(request, name))[0]
export const userOf = (request: IppMessage) => textOf(request, 'requesting-user-name') ?? 'anonymous'

/** By job-uri, or by printer-uri and job-id (RFC 8011, 4.1.5). */
export function targetJob(request: IppMessage, { engine }: EmulatedPrinter): EmulatedJob | undefined {
  const fromUri = /\/job-(\d+)$/.exec(textOf(request, 'job-uri') ?? '')?.[1]
  const id = fromUri === undefined ? numberOf(asked(request, 'job-id')) : Number(fromUri)
  return id === undefined ? undefined : engine.jobs.get(id)
}
