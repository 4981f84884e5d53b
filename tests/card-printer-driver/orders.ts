import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { PrintOrder } from '../../core/contracts/print-job.ts'
import { parseCalendarDate, parsePartialDate } from '../../core/dates/calendar-date.ts'

/** A plain JPEG of a portrait's shape. */
export async function plainPortrait(): Promise<Uint8Array> {
  const background = { r: 210, g: 214, b: 220 }
  return new Uint8Array(
    await sharp({ create: { width: 240, height: 360, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  )
}

/** The n-th synthetic order, with the claim's lease left to the server. */
export function printOrder(n: number, portrait: Uint8Array): Omit<PrintOrder, 'lease' | 'leaseUntil'> {
  const tail = String(n).padStart(4, '0')
  return {
    id: `6b1f0c1e-3b1a-4a57-8b3e-0d7c6b0a${tail}`,
    blankSerial: `PT24-${tail}`,
    template: 'CC_2024',
    portraitSha256: createHash('sha256').update(portrait).digest('hex'),
    chip: null,
    face: {
      number: `00119000${tail}`,
      name: `Đỗ Thị Mẫu ${n}`,
      birthDate: parsePartialDate('1990-02-15'),
      sex: 'FEMALE',
      nationality: 'Việt Nam',
      residence: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
      birthRegistrationPlace: 'Phường Ngọc Hà, Thành phố Hà Nội',
      issuedOn: parseCalendarDate('2024-08-01'),
      expiresOn: parseCalendarDate('2030-02-15'),
      qr: `00119000${tail}||Đỗ Thị Mẫu ${n}|15021990|Nữ|Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội|01082024`,
      mrz: [
        'IDVNM1900000174001190000017<<5',
        '9002155F3002153VNM<<<<<<<<<<<0',
        'DO<<THI<MAU<<<<<<<<<<<<<<<<<<<',
      ],
    },
  }
}
