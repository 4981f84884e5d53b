/** RFC 3995, 11, and RFC 3996, 5: subscriptions that are fetched. */
import type { IppAttribute, IppGroup, IppMessage } from '../ipp/message.ts'
import {
  attribute,
  find,
  integer,
  keyword,
  numberOf,
  numbersOf,
  statuses,
  stringsOf,
  text,
} from '../ipp/message.ts'
import {
  asked,
  type EmulatedPrinter,
  type Operation,
  type Outcome,
  targetJob,
  userOf,
} from './ipp-request.ts'
import type { Subscription } from './ipp-subscriptions.ts'
import { eventLife, events, longestLease } from './notify-limits.ts'
import type { EmulatedJob } from './print-engine.ts'

const defaultLease = 86_400

export const createPrinterSubscriptions: Operation = (request, printer) => create(request, printer, null)

export const createJobSubscriptions: Operation = (request, printer) => {
  const job = numberOf(asked(request, 'notify-job-id'))
  const known = job === undefined ? targetJob(request, printer) : printer.engine.jobs.get(job)
  return known ? create(request, printer, known) : { status: statuses.notFound }
}

/** Each group is one wish; the answer has a group for each, in the same order. */
function create(request: IppMessage, printer: EmulatedPrinter, job: EmulatedJob | null): Outcome {
  const wishes = request.groups.filter(({ group }) => group === 'subscription')
  if (wishes.length === 0) return { status: statuses.badRequest }
  const groups = wishes.map((wish) => subscribed(wish, { request, printer, job }))
  const done = groups.some(({ attributes }) =>
    attributes.some(({ name }) => name === 'notify-subscription-id'),
  )
  return { status: done ? statuses.ok : statuses.ignoredAllSubscriptions, groups }
}

function subscribed(
  { attributes }: IppGroup,
  { request, printer, job }: { request: IppMessage; printer: EmulatedPrinter; job: EmulatedJob | null },
): IppGroup {
  const of = (name: string) => attributes.find((one) => one.name === name)
  const refused = (status: number): IppGroup => ({
    group: 'subscription',
    attributes: [attribute('notify-status-code', { type: 'enum', value: status })],
  })
  if (stringsOf(of('notify-pull-method'))[0] !== 'ippget') return refused(statuses.attributesNotSupported)
  const wanted = stringsOf(of('notify-events')).filter((name) => events.some((known) => known === name))
  const lease = Math.min(numberOf(of('notify-lease-duration')) ?? defaultLease, longestLease)
  const subscription = printer.events.add({
    events: wanted.length > 0 ? wanted : ['job-completed'],
    job,
    user: userOf(request),
    lease: job ? 0 : lease,
  })
  if (!subscription) return refused(statuses.tooManySubscriptions)
  const given = [attribute('notify-subscription-id', integer(subscription.id))]
  return {
    group: 'subscription',
    attributes: job ? given : [...given, attribute('notify-lease-duration', integer(lease))],
  }
}

export const getSubscriptionAttributes: Operation = (request, printer) => {
  const subscription = target(request, printer)
  if (!subscription) return { status: statuses.notFound }
  return {
    status: statuses.ok,
    groups: [{ group: 'subscription', attributes: described(subscription, printer) }],
  }
}

export const getSubscriptions: Operation = (request, printer) => {
  const job = numberOf(asked(request, 'notify-job-id'))
  const mine = printer.events.all().filter((one) => one.job?.id === job)
  const limit = numberOf(asked(request, 'limit')) ?? mine.length
  return {
    status: statuses.ok,
    groups: mine.slice(0, Math.max(0, limit)).map((one): IppGroup => ({
      group: 'subscription',
      attributes: described(one, printer),
    })),
  }
}

export const renewSubscription: Operation = (request, printer) => {
  const subscription = target(request, printer)
  if (!subscription) return { status: statuses.notFound }
  if (subscription.job) return { status: statuses.notPossible }
  const wanted = find(request, 'subscription', 'notify-lease-duration')
  const lease = Math.min(numberOf(wanted) ?? defaultLease, longestLease)
  printer.events.renew(subscription, lease)
  const attributes = [attribute('notify-lease-duration', integer(lease))]
  return { status: statuses.ok, groups: [{ group: 'subscription', attributes }] }
}

export const cancelSubscription: Operation = (request, printer) => {
  const subscription = target(request, printer)
  if (!subscription) return { status: statuses.notFound }
  printer.events.remove(subscription)
  return { status: statuses.ok }
}

/** RFC 3996, 5.2: what it holds, and when to come back. It never keeps the client waiting, which it is free to refuse. */
export const getNotifications: Operation = (request, printer) => {
  const ids = numbersOf(asked(request, 'notify-subscription-ids'))
  const from = numbersOf(asked(request, 'notify-sequence-numbers'))
  const found = ids.map((id) => printer.events.find(id))
  if (!found.some(Boolean)) return { status: statuses.notFound }
  const groups = found.flatMap((one, i) => (one ? printer.events.fetch(one, from[i] ?? 1) : []))
  const times: readonly IppAttribute[] = [
    attribute('notify-get-interval', integer(eventLife)),
    attribute('printer-up-time', integer(printer.engine.upTime)),
  ]
  return {
    status: statuses.ok,
    operation: times,
    groups: groups.map((attributes): IppGroup => ({ group: 'eventNotification', attributes })),
  }
}

function target(request: IppMessage, printer: EmulatedPrinter): Subscription | undefined {
  return printer.events.find(numberOf(asked(request, 'notify-subscription-id')))
}

function described(subscription: Subscription, { engine, uri }: EmulatedPrinter): readonly IppAttribute[] {
  const [first = 'none', ...more] = subscription.events
  const remaining = Math.max(1, subscription.leaseUntil - engine.upTime)
  return [
    attribute('notify-subscription-id', integer(subscription.id)),
    attribute('notify-printer-uri', text('uri', uri)),
    attribute('notify-subscriber-user-name', text('name', subscription.user)),
    attribute('notify-pull-method', keyword('ippget')),
    attribute('notify-events', keyword(first), ...more.map(keyword)),
    attribute('notify-sequence-number', integer(subscription.nextNumber - 1)),
    ...(subscription.job
      ? [attribute('notify-job-id', integer(subscription.job.id))]
      : [
          attribute('notify-lease-duration', integer(subscription.lease)),
          attribute(
            'notify-lease-expiration-time',
            integer(subscription.lease > 0 ? engine.upTime + remaining : 0),
          ),
        ]),
  ]
}
