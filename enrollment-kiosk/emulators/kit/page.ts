import type { Bilingual } from '../../../core/errors.ts'
import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import { type Damage, damages } from '../fingerprint/damage-finger.ts'
import type { KitEmulator } from './emulators.ts'
import type { Control } from './kit-devices.ts'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
/** Both languages; the page shows one. */
const words = ({ vi, en }: Bilingual) =>
  `<span lang="vi">${escaped(vi)}</span><span lang="en">${escaped(en)}</span>`
const say = (vi: string, en: string) => words({ vi, en })

interface Field {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly input: string
}

const field = ({ id, name, label, input }: Field) =>
  `<p class="field"><label for="${id}">${label}</label>${input.replace('>', ` id="${id}" name="${name}">`)}</p>`

const number = (value: number | '', least: number, most: number) =>
  `<input type="number" data-kind="number" value="${value}" min="${least}" max="${most}">`
const picture = '<input type="file" data-kind="base64" accept="image/*">'

/** Options carry their language themselves: an option holds text alone. */
const choice = (options: readonly (readonly [string, Bilingual])[], kind = 'text') =>
  `<select data-kind="${kind}">${options.map(([value, { vi, en }]) => `<option value="${value}" data-vi="${escaped(vi)}" data-en="${escaped(en)}">${escaped(vi)}</option>`).join('')}</select>`

const damageNames: Readonly<Record<Damage, Bilingual>> = {
  dry: { vi: 'Khô', en: 'Dry' },
  wet: { vi: 'Ướt', en: 'Wet' },
  smudged: { vi: 'Nhòe', en: 'Smudged' },
  shifted: { vi: 'Lệch', en: 'Shifted' },
}

/** A form becomes one request: its fields are the JSON body. */
const form = (device: string, request: string, fields: string, button: string) =>
  `<form data-device="${device}" data-request="${request}" novalidate><div class="fields">${fields}</div>${button}</form>`
const submit = (label: string) => `<button type="submit">${label}</button>`
const act = (device: string, request: string, label: string) =>
  `<button type="button" data-device="${device}" data-request="${request}">${label}</button>`

const controls: Readonly<Record<Control, (device: string) => string>> = {
  finger: (device) =>
    form(
      device,
      'PUT /finger',
      field({
        id: `${device}-seed`,
        name: 'seed',
        label: say('Người số', 'Person'),
        input: number(1, 0, 9999),
      }) +
        field({
          id: `${device}-finger`,
          name: 'finger',
          label: say('Ngón', 'Finger'),
          input: choice(
            fingerPositions.map((position) => [String(position), fingerNames[position]]),
            'number',
          ),
        }) +
        field({
          id: `${device}-impression`,
          name: 'impression',
          label: say('Lần đặt', 'Impression'),
          input: number(0, 0, 99),
        }) +
        field({
          id: `${device}-damage`,
          name: 'damage',
          label: say('Tình trạng', 'Condition'),
          input: choice([
            ['', { vi: 'Sạch', en: 'Clean' }],
            ...damages.map((damage) => [damage, damageNames[damage]] as const),
          ]),
        }) +
        field({
          id: `${device}-picture`,
          name: 'picture',
          label: say('hoặc tệp ảnh', 'or a picture file'),
          input: picture,
        }),
      submit(say('Đặt ngón tay', 'Lay the finger on')) +
        act(device, 'DELETE /finger', say('Nhấc ngón tay', 'Lift the finger')),
    ),
  scene: (device) =>
    form(
      device,
      'PUT /scene',
      field({
        id: `${device}-seed`,
        name: 'seed',
        label: say('Người số', 'Person'),
        input: number(1, 0, 9999),
      }) +
        field({
          id: `${device}-age`,
          name: 'ageYears',
          label: say('Tuổi', 'Age'),
          input: number(30, 0, 120),
        }) +
        field({
          id: `${device}-sex`,
          name: 'sex',
          label: say('Giới tính', 'Sex'),
          input: choice([
            ['FEMALE', { vi: 'Nữ', en: 'Female' }],
            ['MALE', { vi: 'Nam', en: 'Male' }],
          ]),
        }),
      submit(say('Đổi người', 'Change the person')),
    ) +
    form(
      device,
      'PUT /scene',
      field({
        id: `${device}-jpeg`,
        name: 'jpeg',
        label: say('Tệp JPEG', 'JPEG file'),
        input: '<input type="file" data-kind="bytes" accept="image/jpeg">',
      }),
      submit(say('Đặt ảnh', 'Show the picture')),
    ),
  code: (device) =>
    form(
      device,
      'POST /scan',
      field({
        id: `${device}-code`,
        name: 'code',
        label: say('Nội dung mã', 'Content of the code'),
        input: '<input type="text" data-kind="whole" value="001190000022" autocomplete="off">',
      }),
      submit(say('Đưa mã', 'Hold the code')),
    ),
  paper: (device) =>
    form(
      device,
      'POST /paper',
      field({
        id: `${device}-sheets`,
        name: 'sheets',
        label: say('Số tờ', 'Sheets'),
        input: number(1, 1, 20),
      }) +
        field({
          id: `${device}-picture`,
          name: 'picture',
          label: say('Tệp ảnh', 'Picture file'),
          input: picture,
        }),
      submit(say('Đặt giấy', 'Lay the paper in')) + act(device, 'POST /free', say('Gỡ kẹt', 'Free the jam')),
    ),
}

const cable = (device: string) =>
  `<div class="actions">${act(device, 'POST /unplug', say('Rút dây', 'Pull the cable'))}${act(device, 'POST /replug', say('Cắm lại', 'Plug it in'))}</div>`

const wireFaults: readonly (readonly [string, Bilingual, 'number' | 'boolean'])[] = [
  ['corruptPacket', { vi: 'Hỏng gói số', en: 'Corrupt packet no.' }, 'number'],
  ['dropPacket', { vi: 'Mất gói số', en: 'Drop packet no.' }, 'number'],
  ['truncatePacket', { vi: 'Cắt gói số', en: 'Truncate packet no.' }, 'number'],
  ['unplugAtPacket', { vi: 'Rút dây ở gói số', en: 'Unplug at packet no.' }, 'number'],
  ['delay', { vi: 'Chậm mỗi gói (ms)', en: 'Delay of packets (ms)' }, 'number'],
  ['fragment', { vi: 'Từng byte một', en: 'Byte by byte' }, 'boolean'],
  ['silent', { vi: 'Im lặng', en: 'Silent' }, 'boolean'],
]
const paperFaults: typeof wireFaults = [
  ['jamAtPage', { vi: 'Kẹt ở tờ số', en: 'Jam at sheet no.' }, 'number'],
  ['dropAtPage', { vi: 'Đứt mạng ở tờ số', en: 'Cut the line at sheet no.' }, 'number'],
  ['busy', { vi: 'Số lần báo bận', en: 'Times busy' }, 'number'],
  ['delay', { vi: 'Chậm (ms)', en: 'Delay (ms)' }, 'number'],
]

function faults({ name, serial }: KitEmulator): string {
  const fields = (serial ? wireFaults : paperFaults).map(([fault, label, kind]) =>
    field({
      id: `${name}-${fault}`,
      name: fault,
      label: words(label),
      input: kind === 'number' ? number('', 1, 100_000) : '<input type="checkbox" data-kind="boolean">',
    }),
  )
  const buttons =
    submit(say('Đặt lỗi', 'Set the faults')) + act(name, 'DELETE /faults', say('Hết lỗi', 'No faults'))
  return `<details><summary>${say('Lỗi', 'Faults')}</summary>${form(name, 'PUT /faults', fields.join(''), buttons)}</details>`
}

const deviceCard = (emulator: KitEmulator) => {
  const { name, title, control, serial } = emulator
  return `<section aria-labelledby="${name}-title"><h2 id="${name}-title">${words(title)}</h2>
<p class="state" data-state="${name}"></p>${controls[control](name)}${serial ? cable(name) : ''}${faults(emulator)}</section>`
}

/** The kit's page; its script and style are files beside it. */
export function kitPage(emulators: readonly KitEmulator[]): string {
  // The first device of each kind is what a desk has; the others stand beside it as remarks.
  const told = new Set<string>()
  const environment = emulators.flatMap(({ control, environment: lines, link }) => {
    const remark = told.has(control) ? '# ' : ''
    told.add(control)
    return lines.map((line) => remark + line.replace('LINK', link))
  })
  const devices = emulators.map(({ name, title: { vi, en } }) => [name, { vi, en }] as const)
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bộ thiết bị giả lập</title><link rel="stylesheet" href="/kit.css"><link rel="icon" href="data:,"><script type="module" src="/kit.js"></script></head>
<body><header><h1>${say('Bộ thiết bị giả lập', 'Emulator kit')}</h1>
<button type="button" id="language"><span lang="vi">English</span><span lang="en">Tiếng Việt</span></button></header>
<p id="told" role="status"></p>
<main><div class="devices">${emulators.map(deviceCard).join('')}</div>
<div class="side"><section aria-labelledby="wire-title"><h2 id="wire-title">${say('Trên dây', 'On the wire')}</h2>
${field({ id: 'watched', name: 'watched', label: say('Thiết bị', 'Device'), input: choice(devices) })}
<div id="frames" tabindex="0" role="log" aria-live="off" aria-labelledby="wire-title"><ol></ol></div></section>
<section aria-labelledby="environment-title"><h2 id="environment-title">${say('Cấu hình máy thu nhận', "The kiosk's environment")}</h2>
<pre id="environment" tabindex="0" aria-labelledby="environment-title">${escaped(environment.join('\n'))}</pre>
<button type="button" id="copy">${say('Chép', 'Copy')}</button></section></div></main></body></html>
`
}
