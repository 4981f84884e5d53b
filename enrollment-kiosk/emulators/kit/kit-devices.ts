import type { Bilingual } from '../../../core/errors.ts'

/** What a person can do to a device besides the cable and the faults. */
export type Control = 'finger' | 'scene' | 'code' | 'paper'

export interface KitDevice {
  /** Of the program, and in addresses. */
  readonly name: string
  readonly program: string
  readonly title: Bilingual
  readonly control: Control
  /** On a serial line, with a cable to pull; else on the network. */
  readonly serial: boolean
  /** How a kiosk is told of it; LINK stands for its path or address. */
  readonly environment: readonly string[]
}

export const kitDevices: readonly KitDevice[] = [
  {
    name: 'suprema',
    program: 'suprema',
    title: { vi: 'Máy quét vân tay Suprema', en: 'Suprema fingerprint scanner' },
    control: 'finger',
    serial: true,
    environment: ['FINGERPRINT_PATH=LINK', 'FINGERPRINT_DRIVER=suprema'],
  },
  {
    name: 'fingerprint',
    program: 'fingerprint',
    title: { vi: 'Mô-đun vân tay ZFM', en: 'ZFM fingerprint module' },
    control: 'finger',
    serial: true,
    environment: ['FINGERPRINT_PATH=LINK', 'FINGERPRINT_DRIVER=ef01'],
  },
  {
    name: 'camera',
    program: 'camera',
    title: { vi: 'Máy ảnh VC0706', en: 'VC0706 camera' },
    control: 'scene',
    serial: true,
    environment: ['CAMERA_PATH=LINK', 'CAMERA_DRIVER=vc0706'],
  },
  {
    name: 'ucam',
    program: 'ucam',
    title: { vi: 'Máy ảnh uCAM', en: 'uCAM camera' },
    control: 'scene',
    serial: true,
    environment: ['CAMERA_PATH=LINK', 'CAMERA_DRIVER=ucam'],
  },
  {
    name: 'barcode',
    program: 'barcode',
    title: { vi: 'Đầu đọc mã', en: 'Code reader' },
    control: 'code',
    serial: true,
    environment: ['BARCODE_PATH=LINK'],
  },
  {
    name: 'scanner',
    program: 'document-scanner',
    title: { vi: 'Máy quét giấy tờ', en: 'Document scanner' },
    control: 'paper',
    serial: false,
    environment: ['DOCUMENT_SCANNER=LINK'],
  },
]
