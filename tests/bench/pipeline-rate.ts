import sharp from 'sharp'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { applicationCodeHeader } from '../../core/contracts/kiosk-sync.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { formatCardQr } from '../../core/qr/card-qr.ts'
import { portraitSvg } from '../../core/synthetic/portrait.ts'
import { ordinaryAdults } from '../demo/applicants.ts'
import { until } from '../demo/http.ts'
import type { Installation } from '../demo/installation.ts'
import { releaseWork } from '../demo/journey.ts'
import type { Officer } from '../demo/officer.ts'
import { honestHands } from '../support/hands.ts'
import { type Applying, type Packet, type PacketChanges, sealedPacket } from '../support/packets.ts'
import { type Measure, rounded } from './measure.ts'
import { openRemoteDesk, type RemoteDesk } from './remote-desk.ts'

const files = 120
const uploadsAtOnce = 4
const officersHands = 4

export interface Made {
  readonly measure: Measure
  /** A file that was issued, for the status bench. */
  readonly code: string
  readonly birthDate: string
}

/** Sealed packets made beforehand; the clock runs from the first upload to the last card in its holder's hand. */
export async function measurePipeline(site: Installation, say: (what: string) => void): Promise<Made> {
  const desk = await openRemoteDesk(site)
  const people = await lookUpPeople(await site.signIn('thu.nhan'))
  say(`sealing ${files} packets`)
  const packets: Packet[] = []
  const portrait = drawPortrait()
  for (const [i, person] of people.entries()) {
    packets.push(await sealedPacket(desk, person, await capturesOf(i, portrait)))
    if ((i + 1) % 20 === 0) say(`sealed ${i + 1} of ${files} packets`)
  }
  const size = Math.round((packets[0]?.bytes.length ?? 0) / 1024)
  say(`${files} packets of about ${size} kB go through the pipeline`)
  const began = performance.now()
  const scans = new Map(packets.map(({ code }, i) => [code as string, scanOf(people[i])]))
  await Promise.all([
    uploadAll(site, desk, packets),
    approveAll(site),
    passAll(site, scans),
    deliverAll(site, scans),
  ])
  const seconds = (performance.now() - began) / 1000
  const [first] = packets
  return {
    measure: { measure: 'pipeline_per_s', value: rounded(files / seconds, 2), unit: '1/s' },
    code: first?.code ?? '',
    birthDate: first?.manifest.person.birthDate ?? '',
  }
}

const personFields =
  'name birthDate sex nationality ethnicity religion birthRegistrationPlace placeOfOrigin residence residenceUnit birthProvince legacyNumber fatherName motherName'

async function lookUpPeople(operator: Officer): Promise<readonly Applying[]> {
  const people: Applying[] = []
  for (const { number, birthDate } of ordinaryAdults(files, calendarDateAt(Date.now()))) {
    const { enrollmentSubject } = await operator.ask<{
      enrollmentSubject: { readonly person: DeclaredPerson }
    }>(
      `query ($number: String!, $birthDate: String!) { enrollmentSubject(number: $number, birthDate: $birthDate) {
        __typename ... on EnrollmentSubject { person { ${personFields} } } ... on DomainRefusal { code } } }`,
      { number, birthDate },
    )
    const { person } = enrollmentSubject
    const place = person.residence
    const complete = {
      ...person,
      birthRegistrationPlace: person.birthRegistrationPlace || place,
      placeOfOrigin: person.placeOfOrigin || place,
    }
    people.push({ person: complete, number: parseCitizenNumber(number) })
  }
  return people
}

/** A portrait of a real desk's size, 480×640; what is done with it does not depend on whose it is. */
function drawPortrait(): Promise<Uint8Array> {
  return sharp(Buffer.from(portraitSvg(1, { ageYears: 30, sex: 'FEMALE' })))
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Ten fingers of the person's own, 256×288, with the templates that an honest desk makes of them. */
async function capturesOf(person: number, portrait: Promise<Uint8Array>): Promise<PacketChanges> {
  const hands = await honestHands({ person, capturedAt: new Date(Date.now() - 60_000).toISOString() })
  return {
    manifest: { fingers: [...hands.fingers] },
    template: hands.template,
    picture: async (name) => hands.pictures.get(name) ?? portrait,
  }
}

async function uploadAll(
  { server }: Installation,
  desk: RemoteDesk,
  packets: readonly Packet[],
): Promise<void> {
  const waiting = [...packets]
  const upload = async () => {
    for (let packet = waiting.shift(); packet; packet = waiting.shift()) {
      const response = await fetch(`${server}/packets`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${desk.bearer}`,
          'content-type': 'application/cms',
          [applicationCodeHeader]: packet.code,
        },
        body: packet.bytes,
      })
      if (!response.ok) throw new Error(`upload refused: ${await response.text()}`)
    }
  }
  await Promise.all(Array.from({ length: uploadsAtOnce }, upload))
}

/** An officer's worklist: asks for the next page and does one thing to each row, until all files have passed. */
async function workThrough(
  page: () => Promise<readonly string[]>,
  act: (id: string) => Promise<void>,
): Promise<void> {
  const done = new Set<string>()
  while (done.size < files) {
    const ids = await until('work', async () => {
      const fresh = (await page()).filter((id) => !done.has(id))
      return fresh.length > 0 ? fresh : null
    })
    await byHands(ids, async (id) => {
      await act(id)
      done.add(id)
    })
  }
}

/** As many at once as the officers have hands. */
async function byHands(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  const waiting = [...ids]
  const hand = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) await act(id)
  }
  await Promise.all(Array.from({ length: officersHands }, hand))
}

interface Page {
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly card?: { readonly applicationCode: string } | null }
  }[]
}

const mutation = (name: string) =>
  `mutation ($id: String!) { ${name}(id: $id) { __typename ... on DomainRefusal { code } } }`

function approveAll({ approver }: Installation): Promise<void> {
  return workThrough(
    async () => {
      const query = '{ applications(state: AWAITING_APPROVAL, first: 50) { edges { node { id } } } }'
      const { applications } = await approver.ask<{ applications: Page }>(query)
      return applications.edges.map(({ node }) => node.id)
    },
    (id) => approver.ask(mutation('approveApplication'), { id }),
  )
}

/** Quality control scans every card that the station stacks: its QR is known beforehand, for who applied is. */
function passAll(site: Installation, scans: ReadonlyMap<string, string>): Promise<void> {
  const { quality } = site
  const codes = new Map<string, string>()
  return workThrough(
    async () => {
      await releaseWork(site)
      const query =
        '{ printJobs(state: STACKED, first: 50) { edges { node { id card { id applicationCode } } } } }'
      const { printJobs } = await quality.ask<{ printJobs: Page }>(query)
      for (const { node } of printJobs.edges) codes.set(node.id, node.card?.applicationCode ?? '')
      return printJobs.edges.map(({ node }) => node.id)
    },
    (id) =>
      quality.ask(
        'mutation ($id: String!, $qr: String!) { checkCard(id: $id, verdict: PASS, qr: $qr) { __typename ... on DomainRefusal { code } } }',
        { id, qr: scans.get(codes.get(id) ?? '') },
      ),
  )
}

interface Waiting {
  readonly cardsToPack: readonly { readonly centreCode: string; readonly cards: number }[]
}

/** All cards that passed go in one parcel, are taken over, and handed over; the scanner reads the QR that the card carries. */
async function deliverAll(
  { operator, issuer }: Installation,
  scans: ReadonlyMap<string, string>,
): Promise<void> {
  const refusal = '... on DomainRefusal { code }'
  const place = await until(
    'all cards have passed',
    async () => {
      const { cardsToPack } = await operator.ask<Waiting>('{ cardsToPack { centreCode cards } }')
      return cardsToPack.find(({ cards }) => cards === files)
    },
    900,
  )
  const { openParcel } = await operator.ask<{ openParcel: { readonly id: string } }>(
    `mutation ($centre: String!) { openParcel(centreCode: $centre) { __typename ... on Parcel { id } ${refusal} } }`,
    { centre: place.centreCode },
  )
  const { id } = openParcel
  await byHands([...scans.values()], (scan) =>
    operator.ask(
      `mutation ($id: String!, $scan: String!) { packCard(parcelId: $id, scan: $scan) { __typename ${refusal} } }`,
      { id, scan },
    ),
  )
  const sealNumber = `BENCH-${id.slice(-12)}`.toUpperCase()
  const sealed = (name: string) =>
    `mutation ($id: String!, $sealNumber: String!) { ${name}(id: $id, sealNumber: $sealNumber) { __typename ${refusal} } }`
  await operator.ask(sealed('sealParcel'), { id, sealNumber })
  await operator.ask(mutation('offerParcel'), { id })
  await issuer.ask(sealed('takeParcel'), { id, sealNumber })
  await issuer.ask(sealed('receiveParcel'), { id, sealNumber })
  await byHands([...scans.values()], (scan) => issuer.post('/hand-overs', givenToProxy(scan)))
}

const signature = {
  width: 900,
  height: 300,
  strokes: [
    [
      [100, 200],
      [300, 90],
    ],
  ],
}

/** Nobody here lays fingers on a scanner: each card goes to a proxy with a letter. */
function givenToProxy(scan: string): FormData {
  const form = new FormData()
  const parts = {
    scan,
    collector: 'PROXY',
    checked: 'yes',
    strokes: JSON.stringify(signature),
    relation: 'Chị',
    'person-name': 'TRẦN THỊ MẪU',
    'person-number': '001190000002',
    'authorisation-number': '15/2026',
    'authorisation-on': '2026-01-02',
  }
  for (const [name, text] of Object.entries(parts)) form.append(name, text)
  form.append('authorisation', new Blob(['%PDF-1.4 '], { type: 'application/pdf' }))
  return form
}

function scanOf(applying: Applying | undefined): string {
  const { person, number } = applying ?? {}
  if (!person || !number) throw new Error('everybody in this bench has a number')
  const { name, birthDate, sex, residence, legacyNumber } = person
  const issuedOn = calendarDateAt(Date.now())
  const tail = { legacyNumber, cancelledNumber: null, fatherName: null, motherName: null }
  return formatCardQr({ era: 2024, number, name, birthDate, sex, residence, issuedOn, ...tail })
}
