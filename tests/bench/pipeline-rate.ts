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
    passAll(site),
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
    const waiting = [...ids]
    const hand = async () => {
      for (let id = waiting.shift(); id; id = waiting.shift()) {
        await act(id)
        done.add(id)
      }
    }
    await Promise.all(Array.from({ length: officersHands }, hand))
  }
}

interface Page {
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly card?: { readonly id: string } | null }
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

function passAll({ quality }: Installation): Promise<void> {
  return workThrough(
    async () => {
      const query = '{ printJobs(state: STACKED, first: 50) { edges { node { id } } } }'
      const { printJobs } = await quality.ask<{ printJobs: Page }>(query)
      return printJobs.edges.map(({ node }) => node.id)
    },
    (id) => quality.ask(mutation('passPrintJob'), { id }),
  )
}

interface CardPage {
  readonly edges: readonly { readonly node: { readonly id: string; readonly applicationCode: string } }[]
}

/** Dispatch, arrival and hand-over of every card that passed; the scanner reads the QR that the card carries. */
async function deliverAll(
  { operator, issuer }: Installation,
  scans: ReadonlyMap<string, string>,
): Promise<void> {
  const codes = new Map<string, string>()
  await workThrough(
    async () => {
      const { cardsToDispatch } = await operator.ask<{ cardsToDispatch: CardPage }>(
        '{ cardsToDispatch(first: 50) { edges { node { id applicationCode } } } }',
      )
      for (const { node } of cardsToDispatch.edges) codes.set(node.id, node.applicationCode)
      return cardsToDispatch.edges.map(({ node }) => node.id)
    },
    async (id) => {
      await operator.ask(mutation('dispatchCard'), { id })
      await issuer.ask(mutation('receiveCard'), { id })
      await issuer.ask(
        'mutation ($scan: String!) { handOverCard(scan: $scan, collector: REPRESENTATIVE) { __typename ... on DomainRefusal { code } } }',
        { scan: scans.get(codes.get(id) ?? '') },
      )
    },
  )
}

function scanOf(applying: Applying | undefined): string {
  const { person, number } = applying ?? {}
  if (!person || !number) throw new Error('everybody in this bench has a number')
  const { name, birthDate, sex, residence, legacyNumber } = person
  const issuedOn = calendarDateAt(Date.now())
  const tail = { legacyNumber, cancelledNumber: null, fatherName: null, motherName: null }
  return formatCardQr({ era: 2024, number, name, birthDate, sex, residence, issuedOn, ...tail })
}
