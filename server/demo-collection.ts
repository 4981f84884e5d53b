import { addDays, calendarDateAt } from '../core/dates/calendar-date.ts'
import type { Role } from '../core/access/actions.ts'
import type { FormAnswers } from '../core/forms/answers.ts'
import type { SignedStep } from '../core/forms/collection.ts'
import { demoCommunes } from '../core/synthetic/places.ts'
import { familyName, personName } from '../core/synthetic/names.ts'
import { seededRandom, type SeededRandom } from '../core/synthetic/random.ts'
import type { Actor } from './kernel/actor.ts'
import type { App } from './kernel/app.ts'
import { collectForms } from './registry/forms/collect-forms.ts'
import { keyForm } from './registry/forms/key-form.ts'
import { orderPrintRun } from './registry/forms/order-print-run.ts'
import { receiveForms, sendForms } from './registry/forms/transfer-forms.ts'
import { createCampaign } from './registry/progress/campaigns/create-campaign.ts'
import { importTargets } from './registry/progress/campaigns/import-targets.ts'
import { setDeadlines } from './registry/progress/campaigns/set-deadlines.ts'
import { importHamlets } from './registry/progress/collectors/import-hamlets.ts'
import { submitDailyReport } from './registry/progress/reports/submit-daily-report.ts'
import { openConflict } from './registry/reconciliation/open-conflict.ts'
import { recordSource } from './registry/reconciliation/record-source.ts'
import { handOutForms } from './registry/scanning-office/hand-out-forms.ts'

/** The officer of the demonstration who holds a role; `nth` where several do. */
export type DemoActor = (role: Role, nth?: number) => Actor

const province = '01'
const commune = demoCommunes.find(({ unit }) => unit.parent === province)!
const atTheCommune: readonly SignedStep[] = ['declare', 'check', 'match', 'authenticate', 'collect']

/** How far the forms of the demonstration have come: each number is part of the one before. */
const printed = 30
const handedOut = 26
const collected = 16
const received = 12
const scanned = 10
const keyedOnce = 6
const entered = 4

/** Work for every screen of the staff consoles: a campaign, forms on all parts of their way, a case, a report. */
export async function startDemoCollection(app: App, as: DemoActor): Promise<void> {
  await prepareCampaign(app, as)
  await moveForms(app, as)
  await openCase(app, as)
}

async function prepareCampaign(app: App, as: DemoActor): Promise<void> {
  const manager = as('CAMPAIGN_MANAGER')
  const today = calendarDateAt(app.clock())
  const campaignId = await createCampaign(app, manager, {
    name: 'Đợt thu thập thông tin dân cư (mẫu)',
    basis: 'Quyết định số 896/QĐ-TTg ngày 08/6/2013',
    unitCode: province,
    startsOn: addDays(today, -30),
    endsOn: addDays(today, 60),
  })
  const communes = demoCommunes.filter(({ unit }) => unit.parent === province).map(({ unit }) => unit.code)
  const table = (heading: string, rows: readonly string[]) => [heading, ...rows, ''].join('\n')
  const targets = communes.map((code) => `${code};DC01;${code === commune.unit.code ? 20 : 15}`)
  await importTargets(app, manager, { campaignId, csv: table('unit;kind;target', targets) })
  await setDeadlines(app, manager, {
    campaignId,
    deadlines: [
      { level: 3, step: 'COLLECTED', dueOn: addDays(today, -2) },
      { level: 1, step: 'SCANNED', dueOn: addDays(today, 30) },
      { level: 1, step: 'LOADED', dueOn: addDays(today, 60) },
    ],
  })
  const hamlets = [1, 2, 3].map((nth) => `${commune.unit.code};${commune.hamlet} ${nth};${120 + nth}`)
  await importHamlets(app, manager, { unitCode: province, csv: table('unit;hamlet;households', hamlets) })
  await submitDailyReport(app, manager, {
    campaignId,
    unitCode: province,
    broadcasts: 3,
    meetings: 2,
    peopleReached: 140,
    obstacles: [
      {
        kind: 'PAPERS_LOST',
        text: 'Nhiều người cao tuổi không còn giấy tờ, cần xác minh qua sổ quản lý cư trú.',
        ownerUnitCode: province,
      },
    ],
  })
}

async function moveForms(app: App, as: DemoActor): Promise<void> {
  const [collector, keyer, second] = [as('COLLECTOR'), as('KEY_ENTRY_OPERATOR'), as('KEY_ENTRY_OPERATOR', 1)]
  const unitCode = commune.unit.code
  const printRunId = await orderPrintRun(app, as('REGISTRAR'), { kind: 'DC01', unitCode, count: printed })
  const forms = await app.db.form.findMany({ where: { printRunId }, orderBy: { serial: 'asc' } })
  const serials = forms.map(({ serial }) => serial)
  const upTo = (count: number) => serials.slice(0, count)
  await handOutForms(app, collector, { firstSerial: serials[0]!, lastSerial: serials[handedOut - 1]! })
  for (const step of atTheCommune) await collectForms(app, collector, { serials: upTo(collected), step })
  const sent = { fromUnitCode: unitCode, toUnitCode: province, serials: upTo(received) }
  const id = await sendForms(app, collector, sent)
  await receiveForms(app, keyer, { id, serials: upTo(received) })
  await collectForms(app, keyer, { serials: upTo(scanned), step: 'scan', archivePlace: 'K1-H1' })
  const random = seededRandom('demo/forms')
  for (const [i, serial] of upTo(keyedOnce).entries()) {
    const answers = answersOf(random)
    await keyForm(app, keyer, { serial, answers })
    if (i < entered) await keyForm(app, second, { serial, answers })
  }
}

function answersOf(random: SeededRandom): FormAnswers {
  const sex = random.pick(['MALE', 'FEMALE'] as const)
  const birthYear = random.int(1950, 2005)
  const person = (bearer: 'MALE' | 'FEMALE', year: number, family: string) =>
    personName(random, { people: 'Kinh', family, sex: bearer, birthYear: year })
  const family = familyName(random, 'Kinh', commune.region)
  const unit = { province: 'Thành phố Hà Nội', commune: commune.printed.split(', ')[0] ?? '' }
  const father = person('MALE', birthYear - 28, family)
  return {
    name: person(sex, birthYear, family),
    birthDate: `${random.int(10, 28)}/0${random.int(1, 9)}/${birthYear}`,
    sex,
    maritalStatus: 'SINGLE',
    birthRegistrationPlace: unit,
    placeOfOrigin: unit,
    ethnicity: 'Kinh',
    religion: 'Không',
    nationality: 'VN',
    permanentAddress: { ...unit, hamlet: `${commune.hamlet} 1`, house: `Số ${random.int(1, 90)}` },
    father: { name: father },
    mother: { name: person('FEMALE', birthYear - 26, familyName(random, 'Kinh', commune.region)) },
    head: { name: father },
    relationToHead: 'CHILD',
  }
}

/** Somebody's papers disagree on the birth date: day and month changed places. */
async function openCase(app: App, as: DemoActor): Promise<void> {
  const registrar = as('REGISTRAR')
  const person = await app.db.resident.findFirst({
    where: {
      number: { not: null },
      birthDate: { contains: '-0' },
      addresses: { some: { kind: 'PERMANENT', validTo: null, unit: { code: commune.unit.code } } },
    },
    orderBy: { id: 'asc' },
  })
  if (!person) throw new Error('the demonstration has no people where it collects forms')
  const [year, month, day] = person.birthDate.split('-')
  const id = await openConflict(app, registrar, { residentId: person.id, kinds: ['BIRTH_DATE'], dueOn: null })
  const says = (field: string, value: string) => ({ field, value, unknown: false })
  await recordSource(app, registrar, {
    id,
    source: 'RESIDENCE_BOOK',
    values: [says('name', person.name), says('birthDate', `${year}-${day}-${month}`)],
  })
  await recordSource(app, as('CIVIL_STATUS_OFFICER'), {
    id,
    source: 'CIVIL_STATUS',
    values: [says('name', person.name), says('birthDate', person.birthDate)],
  })
}
