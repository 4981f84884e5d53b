import { DomainError } from '../../core/errors.ts'
import { PrinterProtocolFault } from '../printer.ts'
import type { Abilities } from './abilities.ts'
import { type IppClient, isSuccess } from './client.ts'
import type { IppAttribute } from './message.ts'
import { attribute, find, integer, keyword, numberOf, statuses, stringsOf } from './message.ts'

/** Seconds for which the printer keeps a subscription that nobody renews: a shift. */
const leaseSeconds = 8 * 3600
const watched = ['printer-state-changed', 'printer-stopped', 'job-state-changed', 'job-completed'] as const
const longestMemory = 500

interface Said {
  /** Printer's seconds since it was switched on. */
  readonly at: number
  readonly reasons: readonly string[]
}

interface Subscription {
  readonly id: number
  next: number
}

/**
 * What the printer said about itself, and when: from its events where it offers them (RFC 3995, RFC 3996), and from every question in
 * any case. A cover that was opened and closed again between two questions still tells why a card failed.
 */
export class PrinterStory {
  private subscription: Subscription | null = null
  private readonly said: Said[] = []
  private latest = 0
  private readonly client: IppClient

  constructor(client: IppClient) {
    this.client = client
  }

  /** True where its up time went back: it has been restarted, and everything before is another life. */
  note(at: number, reasons: readonly string[]): boolean {
    const restarted = at < this.latest
    if (restarted) {
      this.said.length = 0
      this.subscription = null
    }
    this.latest = at
    this.remember({ at, reasons })
    return restarted
  }

  private remember(said: Said): void {
    this.said.push(said)
    if (this.said.length > longestMemory) this.said.shift()
  }

  /** All reasons that were told from one second to another. */
  between(from: number, until: number): readonly string[] {
    return this.said.filter(({ at }) => at >= from && at <= until).flatMap(({ reasons }) => reasons)
  }

  /** Subscribes where that is possible and not yet done, and takes in what has happened. Never the reason why a card is not made. */
  async listen({ can }: Abilities): Promise<void> {
    if (!can.has('createPrinterSubscriptions') || !can.has('getNotifications')) return
    try {
      this.subscription ??= await this.subscribe()
      if (this.subscription) await this.pull(this.subscription)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }

  private async subscribe(): Promise<Subscription | null> {
    const [first, ...more] = watched
    const answer = await this.client.send({
      operation: 'createPrinterSubscriptions',
      subscription: [
        attribute('notify-pull-method', keyword('ippget')),
        attribute('notify-events', keyword(first), ...more.map(keyword)),
        attribute('notify-lease-duration', integer(leaseSeconds)),
      ],
    })
    const id = numberOf(find(answer, 'subscription', 'notify-subscription-id'))
    return id === undefined ? null : { id, next: 1 }
  }

  private async pull(subscription: Subscription): Promise<void> {
    const answer = await this.client.exchange({
      operation: 'getNotifications',
      attributes: [
        attribute('notify-subscription-ids', integer(subscription.id)),
        attribute('notify-sequence-numbers', integer(subscription.next)),
      ],
    })
    if (answer.code === statuses.notFound || answer.code === statuses.okEventsComplete)
      this.subscription = null
    else if (!isSuccess(answer.code)) throw new PrinterProtocolFault(answer.code)
    for (const { group, attributes } of answer.groups)
      if (group === 'eventNotification') this.take(subscription, attributes)
  }

  private take(subscription: Subscription, attributes: readonly IppAttribute[]): void {
    const of = (name: string) => attributes.find((one) => one.name === name)
    const number = numberOf(of('notify-sequence-number')) ?? 0
    if (number < subscription.next || numberOf(of('notify-subscription-id')) !== subscription.id) return
    subscription.next = number + 1
    const at = numberOf(of('printer-up-time'))
    const reasons = stringsOf(of('printer-state-reasons'))
    if (at !== undefined) this.remember({ at, reasons })
  }
}
