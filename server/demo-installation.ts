import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Role, roleNames } from '../core/access/actions.ts'
import { addDays, calendarDateAt } from '../core/dates/calendar-date.ts'
import { receiveLot } from './production/stock/receive-lot.ts'
import { createOfficer } from './access/create-officer.ts'
import { grantHardwareWaiver } from './enrollment/waivers/grant-hardware-waiver.ts'
import { type Actor, systemActor } from './kernel/actor.ts'
import { startDemoCollection } from './demo-collection.ts'
import type { App } from './kernel/app.ts'
import { demoPopulation } from '../core/synthetic/demo-population.ts'
import { seedRegistry } from '../prisma/seed.ts'

/** Where the demonstration stands: one centre in Hà Nội, an approver there and one in another province, a factory. */
const centre = { code: 'HN001', name: 'Điểm thu nhận căn cước Mẫu Một', unitCode: '01' }
const factory = { code: 'SX001', name: 'Xưởng sản xuất thẻ Mẫu', unitCode: '01', pickup: false }
const otherProvince = '79'

interface DemoOfficer {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly unitCode: string
}

const officers: readonly DemoOfficer[] = [
  { username: 'thu.nhan', name: 'Cán bộ Thu Nhận Mẫu', role: 'CAPTURE_OFFICER', unitCode: centre.unitCode },
  { username: 'truong.diem', name: 'Trưởng Điểm Mẫu', role: 'STATION_SUPERVISOR', unitCode: centre.unitCode },
  { username: 'tiep.dan', name: 'Cán bộ Tiếp Dân Mẫu', role: 'RECEPTION', unitCode: centre.unitCode },
  { username: 'ke.toan', name: 'Kế Toán Mẫu', role: 'FEE_ACCOUNTANT', unitCode: centre.unitCode },
  { username: 'dan.cu', name: 'Cán bộ Dân Cư Mẫu', role: 'REGISTRAR', unitCode: centre.unitCode },
  { username: 'thu.phieu', name: 'Cán bộ Thu Phiếu Mẫu', role: 'COLLECTOR', unitCode: centre.unitCode },
  ...['1', '2', '3'].map((nth): DemoOfficer => ({
    username: `nhap.phieu.${nth}`,
    name: `Cán bộ Nhập Phiếu Mẫu ${nth}`,
    role: 'KEY_ENTRY_OPERATOR',
    unitCode: centre.unitCode,
  })),
  { username: 'phuc.tra', name: 'Cán bộ Phúc Tra Mẫu', role: 'REVIEWER', unitCode: centre.unitCode },
  {
    username: 'ho.tich',
    name: 'Cán bộ Hộ Tịch Mẫu',
    role: 'CIVIL_STATUS_OFFICER',
    unitCode: centre.unitCode,
  },
  {
    username: 'phu.trach.dot',
    name: 'Cán bộ Phụ Trách Đợt Mẫu',
    role: 'CAMPAIGN_MANAGER',
    unitCode: centre.unitCode,
  },
  {
    username: 'trung.tam',
    name: 'Cán bộ Trung Tâm Dữ Liệu Mẫu',
    role: 'DATA_CENTRE_OPERATOR',
    unitCode: centre.unitCode,
  },
  // Two for every verdict, and one who decides between them.
  ...['1', '2', '3'].map((nth): DemoOfficer => ({
    username: `xet.trung.${nth}`,
    name: `Cán bộ Xét Trùng Mẫu ${nth}`,
    role: 'ADJUDICATOR',
    unitCode: centre.unitCode,
  })),
  { username: 'phe.duyet', name: 'Lãnh Đạo Duyệt Mẫu', role: 'APPROVER', unitCode: centre.unitCode },
  {
    username: 'phe.duyet.tinh.khac',
    name: 'Lãnh Đạo Duyệt Tỉnh Khác',
    role: 'APPROVER',
    unitCode: otherProvince,
  },
  {
    username: 'san.xuat',
    name: 'Cán bộ Sản Xuất Mẫu',
    role: 'PRODUCTION_OPERATOR',
    unitCode: factory.unitCode,
  },
  {
    username: 'truong.xuong',
    name: 'Trưởng Xưởng Mẫu',
    role: 'PRODUCTION_SUPERVISOR',
    unitCode: factory.unitCode,
  },
  {
    username: 'kiem.tra',
    name: 'Cán bộ Kiểm Tra Mẫu',
    role: 'QUALITY_CONTROLLER',
    unitCode: factory.unitCode,
  },
  { username: 'thu.kho', name: 'Thủ Kho Mẫu', role: 'STOCK_KEEPER', unitCode: factory.unitCode },
  { username: 'tra.the', name: 'Cán bộ Trả Thẻ Mẫu', role: 'ISSUING_OFFICER', unitCode: centre.unitCode },
  { username: 'tong.dai', name: 'Cán bộ Tổng Đài Mẫu', role: 'HOTLINE', unitCode: centre.unitCode },
  { username: 'quan.tri', name: 'Quản Trị Mẫu', role: 'ADMINISTRATOR', unitCode: centre.unitCode },
]

const stock = { first: 1, count: 20_000 }
const blankSerial = (n: number) => `MAU${String(n).padStart(9, '0')}`

interface SignIns {
  readonly password: string
  readonly officers: readonly DemoOfficer[]
}

const signInsFile = (app: App) => join(app.env.dataDir, 'demo-sign-ins.json')

/** Units, a synthetic population, a centre, officers and a stock lot on an empty database; nothing on a later start. */
export async function ensureDemoInstallation(app: App, databaseUrl: string): Promise<void> {
  if ((await app.db.officer.count()) > 0) return
  await seedRegistry({ ...demoPopulation, url: databaseUrl })
  await app.db.centre.createMany({ data: [centre, factory], skipDuplicates: true })
  const password = randomBytes(9).toString('base64url')
  const signIns: SignIns = { password, officers }
  await writeFile(signInsFile(app), JSON.stringify(signIns, null, 2), { mode: 0o600 })
  const ids = await Promise.all(
    officers.map(({ username, name, role, unitCode }) =>
      createOfficer(app, systemActor, { username, name, password, roles: [{ role, unitCode }] }),
    ),
  )
  await receiveStock(app, actorOf(ids, 'STOCK_KEEPER', 0))
  await waiveIris(app, actorOf(ids, 'STATION_SUPERVISOR', 0))
  await startDemoCollection(app, (role, nth = 0) => actorOf(ids, role, nth))
}

function actorOf(ids: readonly string[], role: Role, nth: number): Actor {
  const holders = officers.flatMap((officer, i) => (officer.role === role ? [{ officer, id: ids[i]! }] : []))
  const { officer, id } = holders[nth]!
  return { kind: 'officer', id, roles: [{ role, unitCode: officer.unitCode }] }
}

/** The demonstration has no iris scanner. */
async function waiveIris(app: App, supervisor: Actor): Promise<void> {
  const validFrom = calendarDateAt(app.clock())
  await grantHardwareWaiver(app, supervisor, {
    centre: centre.code,
    subject: 'IRIS',
    validFrom,
    validTo: addDays(validFrom, 366),
    reason: 'Máy thu nhận dùng thử không có thiết bị thu nhận mống mắt.',
  })
}

async function receiveStock(app: App, stockKeeper: Actor): Promise<void> {
  const { first, count } = stock
  await receiveLot(app, stockKeeper, {
    storeCode: factory.code,
    firstSerial: blankSerial(first),
    lastSerial: blankSerial(first + count - 1),
    supplier: 'Nhà cung cấp Mẫu',
    deliveryNote: 'MẪU-01',
    deliveredBy: 'Người giao hàng Mẫu',
  })
}

/** Says who can sign in; the password was drawn for this installation. */
export async function printSignIns(app: App): Promise<void> {
  const text = await readFile(signInsFile(app), 'utf8').catch(() => null)
  if (!text) return
  const { password, officers: known } = JSON.parse(text) as SignIns
  console.log(`\nTài khoản dùng thử (mật khẩu chung / shared password: ${password})`)
  for (const { username, role, unitCode } of known) {
    console.log(`  ${username.padEnd(22)} ${roleNames[role].vi} (đơn vị ${unitCode})`)
  }
  console.log(`\nMàn hình của cán bộ: ${app.publicUrl}/console/`)
  console.log(`Trang tra cứu của công dân: ${app.publicUrl}/   GraphQL: ${app.publicUrl}/graphql`)
}
