import { type Command, WrongUsage } from './commands/command.ts'
import { refusalOf } from './start-refusal.ts'

/** Operators' commands; a module is loaded only when its command is called. */
const commands: readonly Command[] = [
  {
    name: 'number explain',
    usage: 'NUMBER',
    vi: 'Giải thích số định danh cá nhân',
    en: 'explain a personal identification number',
    load: () => import('./commands/number-explain.ts'),
  },
  {
    name: 'card read-qr',
    usage: 'TEXT',
    vi: 'Đọc nội dung mã QR trên thẻ',
    en: 'read the text of a card’s QR',
    load: () => import('./commands/card-read-qr.ts'),
  },
  {
    name: 'card render',
    usage: '--sample NAME [--template 2021|2024|2024-under6|certificate] [--signed-qr] --out DIR',
    vi: 'Vẽ thẻ mẫu của một người không có thật: PDF và ảnh hai mặt',
    en: 'draw the card of an invented person: PDF and a picture of each side',
    load: () => import('./commands/card-render.ts'),
  },
  {
    name: 'chip issue',
    usage: '--sample [--profile explicit|named] [--fingers 0|2] [--hsm] --out DIR',
    vi: 'Tạo chip mẫu của một người không có thật, kèm chứng thư',
    en: 'make the chip of an invented person, with its certificates',
    load: () => import('./commands/chip-issue.ts'),
  },
  {
    name: 'chip export',
    usage: '--card ID --out DIR',
    vi: 'Ghi các tệp chip của một thẻ ra thư mục',
    en: 'write the chip files of a card into a folder',
    load: () => import('./commands/chip-export.ts'),
  },
  {
    name: 'chip verify',
    usage: 'DIR [--csca FILE]… [--crl FILE]… [--require-crl] [--allow-named]',
    vi: 'Kiểm tra chip là thật: chữ ký, chứng thư, thu hồi và mọi tệp',
    en: 'verify a chip: signature, certificates, revocation and every file',
    load: () => import('./commands/chip-verify.ts'),
  },
  {
    name: 'qr signed',
    usage: '--sample [--out DIR]',
    vi: 'Tạo mã QR có chữ ký mẫu của một người không có thật, kèm khóa kiểm tra',
    en: 'make the signed QR of an invented person, with the key that verifies it',
    load: () => import('./commands/qr-signed.ts'),
  },
  {
    name: 'application show',
    usage: 'CODE',
    vi: 'Xem hồ sơ đang ở bước nào',
    en: 'show where a file stands',
    load: () => import('./commands/application-show.ts'),
  },
  {
    name: 'machine list',
    usage: '',
    vi: 'Danh sách máy thu nhận và trạm in',
    en: 'list kiosks and stations',
    load: () => import('./commands/machine-list.ts'),
  },
  {
    name: 'machine certify',
    usage: 'ID FINGERPRINT',
    vi: 'Cấp chứng thư cho máy sau khi đối chiếu dấu vân khóa',
    en: 'certify a machine after comparing its key fingerprint',
    load: () => import('./commands/machine-certify.ts'),
  },
  {
    name: 'device conformance',
    usage: '--port PATH [--kind ef01|suprema|vc0706|ucam|ssi] [--report FILE]',
    vi: 'Kiểm tra một thiết bị nối tiếp theo giao thức của nó',
    en: 'judge a serial device by its protocol',
    load: () => import('./commands/device-conformance.ts'),
  },
  {
    name: 'device list',
    usage: '[STATE]',
    vi: 'Danh sách thiết bị của các máy thu nhận',
    en: 'list the devices of the kiosks',
    load: () => import('./commands/device-list.ts'),
  },
  {
    name: 'device certify',
    usage: 'ID',
    vi: 'Chứng nhận thiết bị thu nhận',
    en: 'certify a device',
    load: () => import('./commands/device-certify.ts'),
  },
  {
    name: 'device suspend',
    usage: 'ID DAMAGED|LOST|TAMPERED|MISUSED|BELOW_GRADE|REPLACED',
    vi: 'Tạm dừng thiết bị thu nhận',
    en: 'suspend a device',
    load: () => import('./commands/device-suspend.ts'),
  },
  {
    name: 'device revoke',
    usage: 'ID DAMAGED|LOST|TAMPERED|MISUSED|BELOW_GRADE|REPLACED',
    vi: 'Thu hồi thiết bị thu nhận',
    en: 'revoke a device',
    load: () => import('./commands/device-revoke.ts'),
  },
  {
    name: 'units import',
    usage: 'FILE.csv --from yyyy-MM-dd [--until yyyy-MM-dd]',
    vi: 'Nạp danh mục đơn vị hành chính của cơ quan thống kê',
    en: 'import the statistics office’s catalogue of units',
    load: () => import('./commands/units-import.ts'),
  },
  {
    name: 'units successions',
    usage: 'FILE.csv [--decree NUMBER]',
    vi: 'Nạp việc sáp nhập, chia đơn vị hành chính; có --decree thì chuyển cả dân cư',
    en: 'import mergers and splits of units; with --decree carry their people too',
    load: () => import('./commands/units-successions.ts'),
  },
  {
    name: 'registry import',
    usage: 'create FILE --profile P.json --name N --unit CODE [--phase P] | survey|dry-run|accept|resume ID',
    vi: 'Nạp dữ liệu sẵn có của địa phương: tạo, khảo sát, chạy thử, nạp, nạp tiếp',
    en: 'import a locality’s own data: create, survey, dry run, load, resume',
    load: () => import('./commands/registry-import.ts'),
  },
  {
    name: 'centre create',
    usage: '--code HN001 --name N --unit CODE [--factory]',
    vi: 'Mở điểm thu nhận hoặc xưởng sản xuất thẻ',
    en: 'open a centre or a card factory',
    load: () => import('./commands/centre-create.ts'),
  },
  {
    name: 'officer create',
    usage: '--username U --name N --role R --unit CODE',
    vi: 'Tạo tài khoản cán bộ',
    en: 'make an officer’s account',
    load: () => import('./commands/officer-create.ts'),
  },
  {
    name: 'agency register',
    usage: '--code C --name N --agreement A --key FILE.jwk --grant PURPOSE:field,field …',
    vi: 'Đăng ký đơn vị khai thác dữ liệu dân cư',
    en: 'register an agency that may ask the register',
    load: () => import('./commands/agency-register.ts'),
  },
  {
    name: 'agency list',
    usage: '',
    vi: 'Danh sách đơn vị khai thác',
    en: 'list agencies',
    load: () => import('./commands/agency-list.ts'),
  },
  {
    name: 'agency suspend',
    usage: 'CODE MISUSE|KEY_COMPROMISED|AGREEMENT_ENDED|OWN_WISH',
    vi: 'Tạm dừng đơn vị khai thác',
    en: 'suspend an agency',
    load: () => import('./commands/agency-suspend.ts'),
  },
  {
    name: 'progress recount',
    usage: '[--repair]',
    vi: 'Đếm lại phiếu, so với số liệu tổng hợp và sửa nếu sai',
    en: 'recount the forms, compare with the tally and repair it',
    load: () => import('./commands/progress-recount.ts'),
  },
  {
    name: 'biometrics evaluate',
    usage: '--dir DIR [--dpi 500] [--formats png,tif]',
    vi: 'Đo tỷ lệ lỗi và tốc độ so khớp vân tay trên một thư mục ảnh',
    en: 'measure error rates and speed of fingerprint matching on a folder of images',
    load: () => import('./commands/biometrics-evaluate.ts'),
  },
  {
    name: 'biometrics train-quality',
    usage: '--dir DIR [--dir DIR …] [--dpi 500]',
    vi: 'Luyện lại điểm chất lượng ảnh vân tay trên các thư mục ảnh, cho biết điểm đoán đúng đến đâu',
    en: 'train the finger quality score on folders of images, and tell how well it predicts',
    load: () => import('./commands/biometrics-train-quality.ts'),
  },
  {
    name: 'abis serve',
    usage:
      '--broker stomp://HOST:61613 --requests QUEUE --answers QUEUE --share ORIGIN [--user U --password-file F --ca-file F]',
    vi: 'Chạy bộ so khớp vân tay như một hệ thống ABIS qua hàng đợi',
    en: 'serve the fingerprint matcher as an ABIS behind a broker',
    load: () => import('./commands/abis-serve.ts'),
  },
  {
    name: 'abis ask-again',
    usage: 'NAME [--unanswered]',
    vi: 'Gửi lại các yêu cầu mà ABIS đã từ chối hoặc không trả lời',
    en: 'repeat what an ABIS refused or did not answer',
    load: () => import('./commands/abis-ask-again.ts'),
  },
  {
    name: 'chip rules',
    usage: '',
    vi: 'Bảng các quy tắc mà chip phải theo',
    en: 'the rules that a chip is judged by',
    load: () => import('./commands/chip-rules.ts'),
  },
  {
    name: 'pki trust',
    usage: 'import FILE',
    vi: 'Tin một chứng thư CSCA hoặc các CSCA trong danh sách của một nước',
    en: 'trust a CSCA certificate, or those of a master list',
    load: () => import('./commands/pki-trust.ts'),
  },
  {
    name: 'pki status',
    usage: '',
    vi: 'Tình trạng khóa, chứng thư và danh sách thu hồi của thẻ',
    en: 'how the keys, certificates and lists of the card PKI stand',
    load: () => import('./commands/pki-status.ts'),
  },
  {
    name: 'pki ceremony',
    usage: 'share --threshold M --custodian USERNAME … | create-csca | roll-over-csca',
    vi: 'Nghi lễ khóa: chia mã kích hoạt cho người giữ khóa, tạo hoặc thay chứng thư gốc',
    en: 'key ceremonies: share the activation among custodians, create or roll over the CSCA',
    load: () => import('./commands/pki-ceremony.ts'),
  },
  {
    name: 'pki activate',
    usage: '[--share FILE …]',
    vi: 'Kích hoạt kho khóa thẻ bằng mảnh khóa của những người giữ khóa',
    en: 'activate the card keys by the custodians’ shares',
    load: () => import('./commands/pki-activate.ts'),
  },
  {
    name: 'pki terminal',
    usage: '--name NB01 --key FILE.spki [--irises] --out DIR',
    vi: 'Cấp chứng thư cho thiết bị đọc vân tay từ chip',
    en: 'certify a reader for the fingers in chips',
    load: () => import('./commands/pki-terminal.ts'),
  },
  {
    name: 'labels blanks',
    usage: '--from SERIAL --count N [--bundle N] --out FILE',
    vi: 'Nhãn mã vạch cho phôi thẻ, từng phôi hoặc từng tệp, trên giấy A4',
    en: 'barcode labels for blanks, one each or one a bundle, on A4 sheets',
    load: () => import('./commands/labels-blanks.ts'),
  },
  {
    name: 'labels boxes',
    usage: '--parcel NUMBER --unit CODE --cards N [--per-box N] --out FILE',
    vi: 'Nhãn mã vạch cho các thùng của một kiện thẻ, trên giấy A4',
    en: 'barcode labels for the boxes of a parcel of cards, on A4 sheets',
    load: () => import('./commands/labels-boxes.ts'),
  },
  {
    name: 'audit verify',
    usage: '',
    vi: 'Kiểm tra chuỗi nhật ký',
    en: 'verify the chains of the audit',
    load: () => import('./commands/audit-verify.ts'),
  },
]

function help(): string {
  const width = Math.max(...commands.map(({ name, usage }) => name.length + usage.length)) + 3
  const rows = commands.map(({ name, usage, vi, en }) => `  ${`${name} ${usage}`.padEnd(width)}${vi} / ${en}`)
  return ['Cách dùng / usage: npm run cli -- COMMAND [--json]', '', ...rows].join('\n')
}

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help') || words.length === 0) {
    console.log(help())
    return words.length === 0 ? 2 : 0
  }
  const json = words.includes('--json')
  const plain = words.filter((word) => word !== '--json')
  const command = commands.find(({ name }) => plain.slice(0, 2).join(' ') === name)
  if (!command) {
    console.error(help())
    return 2
  }
  try {
    const { run } = await command.load()
    const { done, facts, lines } = await run(plain.slice(2))
    console.log(json ? JSON.stringify(facts) : lines.join('\n'))
    return done ? 0 : 1
  } catch (error) {
    return refuse(error, { command, json })
  }
}

function refuse(
  error: unknown,
  { command, json }: { readonly command: Command; readonly json: boolean },
): number {
  const badOption =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (error instanceof WrongUsage || badOption) {
    const usage = `npm run cli -- ${command.name} ${command.usage}`
    console.error(`Cách dùng / usage: ${usage}`)
    if (json)
      console.log(JSON.stringify({ code: 'WRONG_USAGE', vi: `Cách dùng: ${usage}`, en: `Usage: ${usage}` }))
    return 2
  }
  const refusal = refusalOf(error)
  if (!refusal) throw error
  console.error(`${refusal.vi}\n${refusal.en}`)
  if (json) console.log(JSON.stringify(refusal))
  return 1
}

process.exitCode = await main(process.argv.slice(2))
