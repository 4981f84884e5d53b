import { createHash } from 'node:crypto'
import { chipDeliverySchema, type ChipDelivery, type ChipKeys } from '../core/contracts/chip-order.ts'
import {
  type BlankInHand,
  type Claim,
  type Heartbeat,
  type HeldJob,
  heldJobSchema,
  printJobAnswerSchema,
  printOrderSchema,
  type PrintEvent,
  type PrintJobAnswer,
  type PrintOrder,
  type StationStop,
} from '../core/contracts/print-job.ts'
import {
  type StationStateAnswer,
  stationStateAnswerSchema,
  type StationStateReport,
} from '../core/contracts/station-state.ts'
import { DomainError } from '../core/errors.ts'
import { AnswerNotUnderstood, call, readAnswer, ServerRefusal } from './http.ts'

/** The job is no longer this station's: hands off. */
export class LeaseLost extends DomainError<'LEASE_LOST'> {
  constructor() {
    super('LEASE_LOST', {
      vi: 'Lệnh in này đã được giao cho nơi khác. Trạm dừng xử lý lệnh.',
      en: 'This print job was given to another. The station stops working on it.',
    })
  }
}

/** The production server as a station sees it. */
export class ServerClient {
  private token: string | null = null
  private signingIn: Promise<string> | null = null
  private readonly url: string
  private readonly signIn: () => Promise<string>

  constructor(url: string, signIn: () => Promise<string>) {
    this.url = url
    this.signIn = signIn
  }

  /** The next order, leased to this station; null when there is nothing to do. */
  async claim(can: Claim): Promise<PrintOrder | null> {
    const answer = await this.send('POST', '/print-jobs/claim', JSON.stringify(can))
    return answer.status === 204 ? null : readAnswer(printOrderSchema, answer.body)
  }

  /** A job that this station has, or had, in the machine; null: it is settled, or somebody else's. */
  async job(job: string): Promise<HeldJob | null> {
    try {
      return readAnswer(heldJobSchema, (await this.send('GET', `/print-jobs/${job}`)).body)
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 404) return null
      throw error
    }
  }

  /** Another blank lies in the machine than the order names: the order for that one. Throws LeaseLost, ServerRefusal BLANK_NOT_OURS. */
  async takeBlank(job: string, inHand: BlankInHand): Promise<PrintOrder> {
    const path = `/print-jobs/${job}/blank`
    try {
      return readAnswer(printOrderSchema, (await this.send('POST', path, JSON.stringify(inHand))).body)
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 409) throw new LeaseLost()
      throw error
    }
  }

  /** What the station tells of itself. */
  async tellState(report: StationStateReport): Promise<StationStateAnswer> {
    const { body } = await this.send('POST', '/stations/state', JSON.stringify(report))
    return readAnswer(stationStateAnswerSchema, body)
  }

  /** The station has stopped by itself, and says why. */
  async stop(stop: StationStop): Promise<void> {
    await this.send('POST', '/print-stations/stop', JSON.stringify(stop))
  }

  /** The portrait of a claimed job, checked against the order's hash. */
  async portrait(job: string, sha256: string): Promise<Uint8Array> {
    const { body } = await this.send('GET', `/print-jobs/${job}/portrait`)
    if (createHash('sha256').update(body).digest('hex') !== sha256) throw new AnswerNotUnderstood()
    return body
  }

  /** What a claimed job's chip is written with; null while its files are not signed yet. */
  async chip(job: string): Promise<ChipDelivery | null> {
    const answer = await this.send('GET', `/print-jobs/${job}/chip`)
    return answer.status === 202 ? null : readAnswer(chipDeliverySchema, answer.body)
  }

  /** Tells the public halves that a chip has made: its files are signed for them. Throws {@link LeaseLost}. */
  async chipKeys(job: string, keys: ChipKeys): Promise<void> {
    try {
      await this.send('POST', `/print-jobs/${job}/chip-keys`, JSON.stringify(keys))
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 409) throw new LeaseLost()
      throw error
    }
  }

  /** Keeps the lease. Throws {@link LeaseLost}. */
  async heartbeat(job: string, beat: Heartbeat): Promise<PrintJobAnswer> {
    return await this.jobCall(`/print-jobs/${job}/heartbeat`, beat)
  }

  /** Reports one step. Throws {@link LeaseLost}; ServerUnreachable leaves open whether it was taken. */
  async report(job: string, event: PrintEvent): Promise<PrintJobAnswer> {
    return await this.jobCall(`/print-jobs/${job}/events`, event)
  }

  private async jobCall(path: string, body: object): Promise<PrintJobAnswer> {
    try {
      return readAnswer(printJobAnswerSchema, (await this.send('POST', path, JSON.stringify(body))).body)
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 409) throw new LeaseLost()
      throw error
    }
  }

  /** The card as the tray's camera saw it, PNG: beside what it must be, for whoever checks it (core/contracts/tray-picture.ts). */
  async showTray(job: string, lease: number, png: Uint8Array): Promise<void> {
    await this.send('POST', `/print-jobs/${job}/tray-picture?lease=${lease}`, new Uint8Array(png))
  }

  /** Signs in where it must, and once more where the token has run out. */
  private async send(
    method: 'GET' | 'POST',
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
  ): Promise<{ status: number; body: Uint8Array }> {
    const attempt = async (token: string) =>
      await call({
        method,
        url: this.url + path,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined
            ? {}
            : { 'content-type': typeof body === 'string' ? 'application/json' : 'image/png' }),
        },
        ...(body === undefined ? {} : { body }),
      })
    const token = this.token ?? (await this.freshToken(null))
    try {
      return await attempt(token)
    } catch (error) {
      if (!(error instanceof ServerRefusal) || error.status !== 401) throw error
      return await attempt(await this.freshToken(token))
    }
  }

  /** Several jobs find the token stale at once: one sign-in serves them all. */
  private async freshToken(stale: string | null): Promise<string> {
    if (this.token !== null && this.token !== stale) return this.token
    this.signingIn ??= this.signIn().finally(() => {
      this.signingIn = null
    })
    this.token = await this.signingIn
    return this.token
  }
}
