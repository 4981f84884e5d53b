import { DomainError } from '../../core/errors.ts'

// Group tags, RFC 8010, 3.5.1; the last two RFC 3995, 11.2.
export const groupTags = {
  operation: 0x01,
  job: 0x02,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  eventNotification: 0x07,
} as const
export type GroupName = keyof typeof groupTags
export const endOfAttributes = 0x03

// Value tags of character strings, RFC 8010, 3.5.2.
export const textTags = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const
export type TextType = keyof typeof textTags

export const outOfBandTags = { unsupported: 0x10, unknown: 0x12, noValue: 0x13 } as const
export type OutOfBandType = keyof typeof outOfBandTags

export const tags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  begCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  memberName: 0x4a,
} as const

export type IppValue =
  | { readonly type: 'integer' | 'enum'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: TextType; readonly value: string }
  | {
      readonly type: 'textWithLanguage' | 'nameWithLanguage'
      readonly language: string
      readonly value: string
    }
  | { readonly type: OutOfBandType }
  | { readonly type: 'octetString' | 'dateTime'; readonly value: Uint8Array }
  | {
      readonly type: 'resolution'
      readonly across: number
      readonly along: number
      readonly unit: 'dpi' | 'dpcm'
    }
  | { readonly type: 'rangeOfInteger'; readonly lower: number; readonly upper: number }
  | { readonly type: 'collection'; readonly members: readonly IppAttribute[] }
  /** A tag that this codec does not know, kept as it came. */
  | { readonly type: 'other'; readonly tag: number; readonly value: Uint8Array }

export interface IppAttribute {
  readonly name: string
  readonly values: readonly [IppValue, ...IppValue[]]
}

export interface IppGroup {
  readonly group: GroupName
  readonly attributes: readonly IppAttribute[]
}

export interface IppMessage {
  readonly version: { readonly major: number; readonly minor: number }
  /** Operation id of a request, status code of a response. */
  readonly code: number
  readonly requestId: number
  readonly groups: readonly IppGroup[]
  /** What follows the attributes: the document. */
  readonly data: Uint8Array
}

/** Bytes that are not an IPP message, or not one that this codec takes. */
export class IppFault extends DomainError<'IPP_FAULT'> {
  constructor(fault: string, offset: number) {
    super(
      'IPP_FAULT',
      { vi: 'Máy in trả lời sai giao thức IPP.', en: `Malformed IPP at byte ${offset}: ${fault}.` },
      { fault, offset },
    )
  }
}

// Operations, RFC 8011, 5.4.15.
export const operations = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  // RFC 3995, 11.1, and RFC 3996, 5.
  createPrinterSubscriptions: 0x0016,
  createJobSubscriptions: 0x0017,
  getSubscriptionAttributes: 0x0018,
  getSubscriptions: 0x0019,
  renewSubscription: 0x001a,
  cancelSubscription: 0x001b,
  getNotifications: 0x001c,
} as const

// Status codes, RFC 8011, appendix B.
export const statuses = {
  ok: 0x0000,
  okIgnored: 0x0001,
  okEventsComplete: 0x0007,
  badRequest: 0x0400,
  notPossible: 0x0404,
  notFound: 0x0406,
  gone: 0x0407,
  requestEntityTooLarge: 0x0408,
  attributesNotSupported: 0x040b,
  uriSchemeNotSupported: 0x040c,
  charsetNotSupported: 0x040d,
  formatNotSupported: 0x040a,
  conflictingAttributes: 0x040e,
  compressionNotSupported: 0x040f,
  documentFormatError: 0x0411,
  // RFC 3995, 10.
  ignoredAllSubscriptions: 0x0414,
  tooManySubscriptions: 0x0415,
  internalError: 0x0500,
  operationNotSupported: 0x0501,
  serviceUnavailable: 0x0502,
  versionNotSupported: 0x0503,
  deviceError: 0x0504,
  notAccepting: 0x0506,
  busy: 0x0507,
} as const

// Job states, RFC 8011, 5.3.7.
export const jobStates = {
  pending: 3,
  pendingHeld: 4,
  processing: 5,
  processingStopped: 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const

// Printer states, RFC 8011, 5.4.11.
export const printerStates = { idle: 3, processing: 4, stopped: 5 } as const

export const text = (type: TextType, value: string): IppValue => ({ type, value })
export const keyword = (value: string): IppValue => ({ type: 'keyword', value })
export const integer = (value: number): IppValue => ({ type: 'integer', value })
export const enumerated = (value: number): IppValue => ({ type: 'enum', value })

/** An attribute of one value or several. */
export function attribute(name: string, first: IppValue, ...more: readonly IppValue[]): IppAttribute {
  return { name, values: [first, ...more] }
}

/** The attribute of that name in the first group of that kind. */
export function find(message: IppMessage, group: GroupName, name: string): IppAttribute | undefined {
  return message.groups.find((one) => one.group === group)?.attributes.find((one) => one.name === name)
}

/** Its first number (integer or enum). */
export function numberOf(found: IppAttribute | undefined): number | undefined {
  const value = found?.values[0]
  return value?.type === 'integer' || value?.type === 'enum' ? value.value : undefined
}

/** All its numbers. */
export function numbersOf(found: IppAttribute | undefined): readonly number[] {
  return (found?.values ?? []).flatMap((value) =>
    value.type === 'integer' || value.type === 'enum' ? [value.value] : [],
  )
}

/** All its strings. */
export function stringsOf(found: IppAttribute | undefined): readonly string[] {
  return (found?.values ?? []).flatMap((value) =>
    'value' in value && typeof value.value === 'string' ? [value.value] : [],
  )
}
