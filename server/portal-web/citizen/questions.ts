/** What the pages of a signed-in citizen ask the server, and how its answers are read. */
import type { Bilingual } from '../../../core/errors.ts'
import { type Fields, readFields, readList, readMaybe, readString, readText } from '../answer-parts.ts'
import { readStatus } from '../application-status.ts'
import { type Disclosure, readDisclosure } from '../disclosures.ts'
import { type Question, question } from './ask.ts'

const bool = (value: unknown) => value === true
const texts = (value: unknown) => readList(value, readString)

export interface Person {
  readonly residentId: string
  readonly name: string
  readonly as: 'SELF' | 'PARENT' | 'REPRESENTATIVE'
}

export const people: Question<readonly Person[]> = {
  query: '{ citizenPeople { residentId name as } }',
  field: 'citizenPeople',
  read: (value) =>
    readList(value, (item) => {
      const { residentId, name, as } = readFields(item)
      const standing = readString(as)
      return {
        residentId: readString(residentId),
        name: readString(name),
        as: standing === 'PARENT' || standing === 'REPRESENTATIVE' ? standing : 'SELF',
      }
    }),
}

export interface Paper {
  readonly id: string
  readonly type: string
  readonly page: number
}
const readPaper = (item: unknown): Paper => {
  const { id, type, page } = readFields(item)
  return { id: readString(id), type: readString(type), page: Number(page) }
}
const paperFields = 'papers { id type page }'

export interface Delivery {
  readonly kind: string
  readonly centre: string | null
  readonly centreName: string | null
  readonly recipient: string | null
  readonly address: string | null
  readonly unit: string | null
  readonly phone: string | null
}
const deliveryFields = 'delivery { kind centre centreName recipient address unit phone }'
const readDelivery = (item: unknown): Delivery => {
  const { kind, centre, centreName, recipient, address, unit, phone } = readFields(item)
  const text = (value: unknown) => readMaybe(value, readString)
  return {
    kind: readString(kind),
    centre: text(centre),
    centreName: text(centreName),
    recipient: text(recipient),
    address: text(address),
    unit: text(unit),
    phone: text(phone),
  }
}

export type OwnFile = ReturnType<typeof readFile>
function readFile(item: unknown) {
  const file = readFields(item)
  return {
    id: readString(file['id']),
    status: readStatus(readFields(file['status'])),
    phone: readMaybe(file['phone'], readString),
    email: readMaybe(file['email'], readString),
    delivery: readMaybe(file['delivery'], readDelivery),
    completeUntil: readMaybe(file['completeUntil'], readString),
    papers: readList(file['papers'], readPaper),
    mayWithdraw: bool(file['mayWithdraw']),
    mayChangeDelivery: bool(file['mayChangeDelivery']),
    mayAddPapers: bool(file['mayAddPapers']),
    mayResubmit: bool(file['mayResubmit']),
  }
}

export const ownFiles = question('query ($resident: String!)', 'ownFiles(resident: $resident)', {
  member: 'OwnFiles',
  selection: `files { id phone email completeUntil mayWithdraw mayChangeDelivery mayAddPapers mayResubmit
    ${deliveryFields} ${paperFields}
    status { code state promisedOn deadlineOn steps { step finishedOn current }
      advice { vi en } reasons { vi en } late { vi en } } }`,
  read: ({ files }) => readList(files, readFile),
})

export type OwnCard = ReturnType<typeof readCard>
function readCard(item: unknown) {
  const { id, serialEnd, state, issuedOn, expiresOn } = readFields(item)
  return {
    id: readString(id),
    serialEnd: readString(serialEnd),
    state: readString(state),
    issuedOn: readString(issuedOn),
    expiresOn: readMaybe(expiresOn, readString),
  }
}

export const ownCards = question('query ($resident: String!)', 'ownCards(resident: $resident)', {
  member: 'OwnCards',
  selection: 'cards { id serialEnd state issuedOn expiresOn }',
  read: ({ cards }) => readList(cards, readCard),
})

export type Applying = ReturnType<typeof readApplying>
function readApplying(value: Fields) {
  return {
    isSmallChild: bool(value['isSmallChild']),
    cases: readList(value['cases'], (item) => {
      const { kind, reason, label, article, channels } = readFields(item)
      return {
        kind: readString(kind),
        reason: readString(reason),
        label: readText(label),
        article: readString(article),
        channels: texts(channels),
      }
    }),
    paperTypes: readList(value['paperTypes'], (item) => {
      const { type, label } = readFields(item)
      return { type: readString(type), label: readText(label) }
    }),
    consentVersion: readString(value['consentVersion']),
    consentText: readText(value['consentText']),
    draft: readMaybe(value['draft'], (item) => {
      const draft = readFields(item)
      return {
        id: readString(draft['id']),
        state: readString(draft['state']),
        channel: readString(draft['channel']),
        kind: readString(draft['kind']),
        reason: readString(draft['reason']),
        religion: readList(draft['declared'], readFields)
          .filter(({ field }) => field === 'religion')
          .map(({ text }) => readString(text))
          .join(''),
        phone: readMaybe(draft['phone'], readString),
        email: readMaybe(draft['email'], readString),
        delivery: readMaybe(draft['delivery'], readDelivery),
        expiresOn: readString(draft['expiresOn']),
        papers: readList(draft['papers'], readPaper),
      }
    }),
  }
}

export const ownApplying = question('query ($resident: String!)', 'ownApplying(resident: $resident)', {
  member: 'OwnApplying',
  selection: `isSmallChild consentVersion consentText { vi en } paperTypes { type label { vi en } }
    cases { kind reason article channels label { vi en } }
    draft { id state channel kind reason phone email expiresOn declared { field text } ${deliveryFields} ${paperFields} }`,
  read: readApplying,
})

const request = { member: 'OwnRequest', selection: 'id code' }
const readDone = ({ id, code }: Fields) => ({ id: readString(id), code: readMaybe(code, readString) })
const change = (head: string, call: string) =>
  question(`mutation (${head})`, call, { ...request, read: readDone })

export const savePreRegistration = change(
  '$filled: PreRegistrationInput!',
  'savePreRegistration(filled: $filled)',
)
export const submitPreRegistration = change(
  '$id: String!, $centre: String!, $consent: String!',
  'submitPreRegistration(id: $id, centre: $centre, consent: $consent)',
)
export const withdrawPreRegistration = change('$id: String!', 'withdrawPreRegistration(id: $id)')
export const removeOwnPaper = change('$id: String!', 'removeOwnPaper(id: $id)')
export const withdrawOwnFile = change('$id: String!', 'withdrawOwnFile(id: $id)')
export const resubmitOwnFile = change('$id: String!', 'resubmitOwnFile(id: $id)')
export const changeOwnDelivery = change(
  '$id: String!, $delivery: OwnDeliveryInput!',
  'changeOwnDelivery(id: $id, delivery: $delivery)',
)
export const changeOwnContact = change(
  '$id: String!, $phone: String, $email: String',
  'changeOwnContact(id: $id, phone: $phone, email: $email)',
)

export const ownDisclosures = question(
  'query ($resident: String!, $after: String)',
  'ownDisclosures(resident: $resident, after: $after)',
  {
    member: 'OwnDisclosurePage',
    selection: 'disclosures { agency purpose { vi en } on fields { vi en } } next',
    read: ({ disclosures, next }): { disclosures: readonly Disclosure[]; next: string | null } => ({
      disclosures: readList(disclosures, readDisclosure),
      next: readMaybe(next, readString),
    }),
  },
)

export const endSessions: Question<number> = {
  query: 'mutation { endCitizenSessions }',
  field: 'endCitizenSessions',
  read: Number,
}

export interface Centre {
  readonly code: string
  readonly name: string
  readonly unit: string
}
const centres = (field: 'visitCentres' | 'pickupCentres'): Question<readonly Centre[]> => ({
  query: `query ($text: String!) { ${field}(text: $text) { code name unit } }`,
  field,
  read: (value) =>
    readList(value, (item) => {
      const { code, name, unit } = readFields(item)
      return { code: readString(code), name: readString(name), unit: readString(unit) }
    }),
})
/** That take appointments; that hand over cards and answer for files. */
export const visitCentres = centres('visitCentres')
export const pickupCentres = centres('pickupCentres')

export const visitSlots = question(
  'query ($centre: String!, $from: String!)',
  'visitSlots(centre: $centre, from: $from, days: 7)',
  {
    member: 'VisitSlots',
    selection: 'slots { at free }',
    read: ({ slots }) =>
      readList(slots, readFields).flatMap(({ at, free }) => (Number(free) > 0 ? [readString(at)] : [])),
  },
)

export interface Visit {
  readonly id: string
  readonly at: string
  readonly purpose: string
  readonly centreName: string
  readonly bring: readonly Bilingual[]
}
const visits = {
  member: 'OwnVisits',
  selection: 'visits { id at purpose centreName bring { vi en } }',
  read: (value: Fields) =>
    readList(value['visits'], (item): Visit => {
      const { id, at, purpose, centreName, bring } = readFields(item)
      return {
        id: readString(id),
        at: readString(at),
        purpose: readString(purpose),
        centreName: readString(centreName),
        bring: readList(bring, readText),
      }
    }),
}
export const ownVisits = question('query ($resident: String!)', 'ownVisits(resident: $resident)', visits)
export const bookOwnVisit = question(
  'mutation ($resident: String!, $purpose: AppointmentPurpose!, $kind: String, $centre: String!, $at: String!)',
  'bookOwnVisit(resident: $resident, purpose: $purpose, kind: $kind, centre: $centre, at: $at)',
  visits,
)
export const cancelOwnVisit = question(
  'mutation ($resident: String!, $id: String!)',
  'cancelOwnVisit(resident: $resident, id: $id)',
  visits,
)

export type Grievance = ReturnType<typeof readGrievance>
function readGrievance(item: unknown) {
  const one = readFields(item)
  return {
    id: readString(one['id']),
    number: readString(one['number']),
    state: readString(one['state']),
    kind: readText(one['kind']),
    subject: readText(one['subject']),
    applicationCode: readMaybe(one['applicationCode'], readString),
    instance: Number(one['instance']),
    dueOn: readString(one['dueOn']),
    isOverdue: bool(one['isOverdue']),
    article: readString(one['article']),
    appealUntil: readMaybe(one['appealUntil'], readString),
    entries: readList(one['entries'], (entry) => {
      const { kind, finding, text, at } = readFields(entry)
      return {
        kind: readString(kind),
        finding: readMaybe(finding, readText),
        text: readString(text),
        at: readString(at),
      }
    }),
  }
}
export const ownGrievances: Question<readonly Grievance[]> = {
  query: `{ ownGrievances { id number state kind { vi en } subject { vi en } applicationCode instance dueOn
    isOverdue article appealUntil entries { kind finding { vi en } text at } } }`,
  field: 'ownGrievances',
  read: (value) => readList(value, readGrievance),
}

const grievanceDone = {
  member: 'GrievanceDone',
  selection: 'id number',
  read: ({ number }: Fields) => readMaybe(number, readString),
}
export const fileGrievance = question(
  'mutation ($resident: String!, $application: String, $kind: String!, $subject: String!, $text: String!)',
  'fileGrievance(resident: $resident, application: $application, kind: $kind, subject: $subject, text: $text)',
  grievanceDone,
)
export const appealGrievance = question(
  'mutation ($id: String!, $text: String!)',
  'appealGrievance(id: $id, text: $text)',
  grievanceDone,
)
export const closeGrievance = question('mutation ($id: String!)', 'closeGrievance(id: $id)', grievanceDone)
