/** How a parcel travels: taken over in person, by a courier, by post. */
export const carriers = ['HAND', 'COURIER', 'POST'] as const
export type Carrier = (typeof carriers)[number]

/** What may be found when a parcel is opened, and how it ends. */
export const parcelFindings = ['MISSING', 'EXTRA', 'DAMAGED', 'REVOKED'] as const
export type ParcelFinding = (typeof parcelFindings)[number]
export const parcelSettlements = ['FOUND', 'WRITTEN_OFF', 'SENT_BACK'] as const
export type ParcelSettlement = (typeof parcelSettlements)[number]

/** Cards in a box where nobody says otherwise, and at most. */
export const usualBox = 200
export const largestBox = 1000
/** Boxes in a parcel: what a van takes, and a list that somebody can go through. */
export const mostBoxes = 99

/** K, the legal year, and a number that counts on: read aloud and scanned. */
export const parcelNumber = (year: number, nth: number) => `K${year}-${String(nth).padStart(6, '0')}`

export interface ParcelLine {
  readonly box: number
  readonly position: number
  readonly serial: string
  readonly applicationCode: string
}

/** What is hashed when a parcel is sealed: a line for each card, in the order of the boxes. */
export const parcelListText = (number: string, lines: readonly ParcelLine[]) =>
  [
    number,
    ...lines.map((line) => [line.box, line.position, line.serial, line.applicationCode].join('\t')),
  ].join('\n')
