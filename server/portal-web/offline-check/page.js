/*
 * Verifies a signed QR of an identity card with nothing but the browser: base45 (RFC 9285) → zlib (RFC 1950) → COSE_Sign1 (RFC 9052) with a CWT
 * (RFC 8392) whose claim 169 tells the person → ES256 by Web Cryptography. The bytes are laid down in docs/signed-qr.md. This file is served as
 * it stands, inside its page: anybody can read what the page does.
 */

/** @typedef {{ kid: string, spki: string, notBefore: string, notAfter: string, revoked: boolean }} Signer */
/** @typedef {number | string | boolean | null | Uint8Array | Cbor[] | Map<Cbor, Cbor> | Tagged} Cbor */
/** @typedef {{ tag: number, value: Cbor }} Tagged */
/** @typedef {{ vi: string, en: string }} Words */

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

class NotASignedQr extends Error {}

/** @param {boolean} holds @returns {asserts holds} */
function demand(holds) {
  if (!holds) throw new NotASignedQr()
}

/** @param {string} text */
function fromBase45(text) {
  demand(text.length > 0 && text.length <= 4296 && text.length % 3 !== 1)
  const bytes = []
  for (let i = 0; i < text.length; i += 3) {
    const digits = Array.from(text.slice(i, i + 3), (letter) => alphabet.indexOf(letter))
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    demand(!digits.includes(-1) && value < (digits.length === 3 ? 65_536 : 256))
    if (digits.length === 3) bytes.push(value >> 8)
    bytes.push(value & 255)
  }
  return Uint8Array.from(bytes)
}

/** More than any code unpacks to; a bomb stops here. */
const mostBytes = 65_536

/** @param {Uint8Array<ArrayBuffer>} packed */
async function inflate(packed) {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  const bytes = []
  try {
    for (let reader = unpacked.getReader(); ;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes.push(...value)
      demand(bytes.length <= mostBytes)
    }
  } catch {
    throw new NotASignedQr()
  }
  return Uint8Array.from(bytes)
}

/** @param {Uint8Array} bytes */
function fromUtf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new NotASignedQr()
  }
}

/**
 * One CBOR item (RFC 8949) that fills the bytes: integers, byte and text strings, arrays, maps without a key twice, tags, simple values.
 * @param {Uint8Array} bytes
 * @returns {Cbor}
 */
function fromCbor(bytes) {
  let at = 0
  /** @param {number} count */
  const take = (count) => {
    demand(at + count <= bytes.length)
    at += count
    return bytes.subarray(at - count, at)
  }
  /** @param {number} count */
  const number = (count) => take(count).reduce((sum, byte) => sum * 256 + byte, 0)
  /** @param {number} depth @returns {Cbor} */
  const item = (depth) => {
    demand(depth < 8)
    const first = number(1)
    const [major, low] = [first >> 5, first & 31]
    demand(low < 28)
    const value = low < 24 ? low : number(2 ** (low - 24))
    demand(Number.isSafeInteger(value))
    const items = () => Array.from({ length: Math.min(value, bytes.length) }, () => item(depth + 1))
    switch (major) {
      case 0:
        return value
      case 1:
        return -1 - value
      case 2:
        return take(value)
      case 3:
        return fromUtf8(take(value))
      case 4:
        return items()
      case 5: {
        const map = new Map()
        for (let i = 0; i < value; i++) {
          const key = item(depth + 1)
          demand(!map.has(key))
          map.set(key, item(depth + 1))
        }
        return map
      }
      case 6:
        return { tag: value, value: item(depth + 1) }
      default:
        demand(low >= 20 && low <= 22)
        return low === 22 ? null : low === 21
    }
  }
  const whole = item(0)
  demand(at === bytes.length)
  return whole
}

/** @param {Cbor | undefined} value */
function mapOf(value) {
  demand(value instanceof Map)
  return value
}

/** @param {Cbor | undefined} value */
function bytesOf(value) {
  demand(value instanceof Uint8Array)
  return value
}

/** @param {Cbor | undefined} value */
function textOf(value) {
  demand(typeof value === 'string')
  return value
}

/** @param {Cbor | undefined} value */
function secondsOf(value) {
  demand(typeof value === 'number')
  return value
}

/** A byte string of CBOR. @param {Uint8Array} bytes */
const byteString = (bytes) =>
  bytes.length < 24
    ? [0x40 | bytes.length, ...bytes]
    : bytes.length < 256
      ? [0x58, bytes.length, ...bytes]
      : [0x59, bytes.length >> 8, bytes.length & 255, ...bytes]

/** ["Signature1", protected, h'', payload] (RFC 9052, 4.4). @param {Uint8Array} header @param {Uint8Array} payload */
const signedBytes = (header, payload) =>
  Uint8Array.from([
    0x84,
    0x6a,
    ...new TextEncoder().encode('Signature1'),
    ...byteString(header),
    0x40,
    ...byteString(payload),
  ])

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What a code says and what its signature must hold over; throws NotASignedQr. @param {string} text */
async function readQr(text) {
  const cose = fromCbor(await inflate(fromBase45(text)))
  demand(typeof cose === 'object' && cose !== null && 'tag' in cose && cose.tag === 18)
  const parts = cose.value
  demand(Array.isArray(parts) && parts.length === 4)
  const [header, payload, signature] = [bytesOf(parts[0]), bytesOf(parts[2]), bytesOf(parts[3])]
  const headers = mapOf(fromCbor(header))
  demand(headers.get(1) === -7 && signature.length === 64)
  const claims = mapOf(fromCbor(payload))
  const person = mapOf(claims.get(169))
  const sex = person.get(9)
  demand(sex === 1 || sex === 2)
  return {
    kid: hex(bytesOf(headers.get(4))),
    signed: signedBytes(header, payload),
    signature: Uint8Array.from(signature),
    until: secondsOf(claims.get(4)),
    from: secondsOf(claims.get(5)),
    number: textOf(person.get(1)),
    name: textOf(person.get(4)),
    birthDate: person.has(8) ? textOf(person.get(8)) : '',
    sex: sex === 1 ? 'Nam' : 'Nữ',
    address: person.has(10) ? textOf(person.get(10)) : null,
  }
}

const p256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** A key as somebody pastes it. @param {string} text */
async function keyOf(text) {
  if (text.startsWith('{')) return crypto.subtle.importKey('jwk', JSON.parse(text), p256, false, ['verify'])
  const base64 = text.replaceAll(/-----[^-]+-----|\s/g, '')
  const spki = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return crypto.subtle.importKey('spki', spki, p256, false, ['verify'])
}

/** @param {string} text */
const idOf = (text) => {
  const found = document.getElementById(text)
  if (!found) throw new Error(text)
  return found
}

/** @type {{ at: string, signers: Signer[] }} */
const listed = JSON.parse(idOf('signers').textContent ?? '')

/** A clock may be behind by so many seconds. */
const leeway = 300

/** @param {Awaited<ReturnType<typeof readQr>>} qr @param {string} own */
async function judge(qr, own) {
  if (!isSecureContext) return 'NO_CRYPTOGRAPHY'
  const signer = own === '' ? listed.signers.find(({ kid }) => kid === qr.kid) : null
  if (signer === undefined) return 'UNKNOWN_SIGNER'
  if (signer?.revoked) return 'REVOKED_SIGNER'
  const key = await keyOf(own || (signer?.spki ?? '')).catch(() => null)
  if (!key) return 'BAD_KEY'
  const holds = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, qr.signature, qr.signed)
  if (!holds) return 'ALTERED'
  const now = Date.now() / 1000
  // A code holds no longer than its signer; a key that somebody pastes has no term.
  const [since, over] = signer ? [signer.notBefore, signer.notAfter].map((day) => Date.parse(day) / 1000) : []
  if (now + leeway < Math.max(qr.from, since ?? qr.from)) return 'NOT_YET'
  return now >= qr.until || now > (over ?? Infinity) ? 'EXPIRED' : 'VALID'
}

/** @type {Record<string, { tone: string, title: Words, text: Words, shows: boolean }>} */
const answers = {
  VALID: {
    tone: 'good',
    title: { vi: '✓ Mã thật, còn hiệu lực', en: 'Genuine and valid' },
    text: {
      vi: 'Thông tin dưới đây đúng như cơ quan đã ký. Hãy so với thẻ và người đưa thẻ. Mã không cho biết thẻ đã bị khóa hay thu hồi chưa.',
      en: 'These details are as the authority signed them. Compare them with the card and its holder. The code does not tell whether the card was locked or revoked.',
    },
    shows: true,
  },
  EXPIRED: {
    tone: 'attention',
    title: { vi: '! Mã thật nhưng đã hết hiệu lực', en: 'Genuine, but expired' },
    text: {
      vi: 'Thẻ đã quá ngày hết hạn. Đề nghị xuất trình thẻ mới.',
      en: 'The card is past its date of expiry. Ask for the new one.',
    },
    shows: true,
  },
  NOT_YET: {
    tone: 'attention',
    title: { vi: '! Mã thật nhưng chưa đến ngày có hiệu lực', en: 'Genuine, but not valid yet' },
    text: { vi: 'Hãy xem lại ngày giờ của máy này.', en: 'Check date and time of this device.' },
    shows: true,
  },
  ALTERED: {
    tone: 'trouble',
    title: { vi: '✕ Mã giả hoặc đã bị sửa', en: 'Forged or altered' },
    text: {
      vi: 'Chữ ký không khớp với nội dung. Không dùng thông tin trong mã này; có nghi ngờ thì báo công an nơi gần nhất.',
      en: 'The signature does not fit. Do not use what the code says; report a suspicion to the police.',
    },
    shows: false,
  },
  UNKNOWN_SIGNER: {
    tone: 'trouble',
    title: { vi: '✕ Không rõ ai ký mã này', en: 'Signed by nobody we know' },
    text: {
      vi: 'Khóa ký không có trong danh sách của trang này. Nếu trang được tải về đã lâu, hãy tải lại; nếu vẫn vậy, không dùng thông tin trong mã.',
      en: 'The key is not on this page’s list. Download the page again if it is old; otherwise do not use the code.',
    },
    shows: false,
  },
  REVOKED_SIGNER: {
    tone: 'trouble',
    title: { vi: '✕ Khóa ký mã này đã bị thu hồi', en: 'The signing key was revoked' },
    text: {
      vi: 'Không dùng thông tin trong mã này. Đề nghị chủ thẻ xin lại xác nhận tại nơi trả thẻ.',
      en: 'Do not use what the code says. The holder can ask for a new confirmation where the card was collected.',
    },
    shows: false,
  },
  BAD_KEY: {
    tone: 'trouble',
    title: { vi: '✕ Không đọc được khóa', en: 'The key cannot be read' },
    text: {
      vi: 'Khóa phải là khóa công khai P-256, dạng SPKI (PEM hoặc base64) hoặc JWK.',
      en: 'It has to be a public P-256 key, as SPKI (PEM or base64) or JWK.',
    },
    shows: false,
  },
  NO_CRYPTOGRAPHY: {
    tone: 'trouble',
    title: {
      vi: '✕ Trình duyệt này không kiểm tra được chữ ký',
      en: 'This browser cannot check signatures',
    },
    text: {
      vi: 'Hãy mở trang bằng địa chỉ https, hoặc mở tệp đã tải về.',
      en: 'Open the page by its https address, or the downloaded file.',
    },
    shows: false,
  },
  NO_CAMERA: {
    tone: 'attention',
    title: { vi: '! Không dùng được máy ảnh', en: 'The camera cannot be used' },
    text: {
      vi: 'Hãy cho phép trang này dùng máy ảnh, hoặc chọn ảnh của mã, hoặc dán nội dung mã.',
      en: 'Allow this page to use it, choose a picture of the code, or paste its text.',
    },
    shows: false,
  },
  UNREADABLE: {
    tone: 'trouble',
    title: { vi: '✕ Đây không phải mã QR có chữ ký', en: 'Not a signed QR code' },
    text: {
      vi: 'Mã QR in trên mặt thẻ không có chữ ký nên không kiểm tra được ở đây. Hãy quét mã trên giấy xác nhận, đủ từ đầu đến cuối.',
      en: 'The code printed on the card itself has no signature. Scan the one on the confirmation, all of it.',
    },
    shows: false,
  },
}

/** @param {string} vi @param {string} en */
function twice(vi, en) {
  const english = Object.assign(document.createElement('span'), { lang: 'en', textContent: en })
  return [document.createTextNode(vi), english]
}

/** @param {string} name @param {(Node | string)[]} children */
function element(name, ...children) {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

/** dd/MM/yyyy in Viet Nam. @param {number} seconds */
const day = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' })

/** @param {string} verdict @param {Awaited<ReturnType<typeof readQr>> | null} qr */
function show(verdict, qr) {
  const answer = answers[verdict]
  if (!answer) throw new Error(verdict)
  const { tone, title, text, shows } = answer
  const found = idOf('found')
  found.className = tone
  found.replaceChildren(element('h2', ...twice(title.vi, title.en)), element('p', ...twice(text.vi, text.en)))
  if (qr && shows) {
    const birth = qr.birthDate.replace(/^(\d{4})(\d\d)(\d\d)$/, '$3/$2/$1')
    const rows = [
      ['Họ và tên', 'Full name', qr.name],
      ['Số định danh cá nhân', 'Personal identification number', qr.number],
      ['Ngày sinh', 'Date of birth', birth || '—'],
      ['Giới tính', 'Sex', qr.sex],
      // A code on the card itself tells none.
      ...(qr.address === null ? [] : [['Nơi cư trú', 'Place of residence', qr.address || '—']]),
      // The last second of the last day.
      ['Có giá trị đến hết ngày', 'Valid through', day(qr.until - 1)],
    ]
    const list = document.createElement('dl')
    for (const [vi = '', en = '', value = ''] of rows)
      list.append(element('dt', ...twice(vi, en)), element('dd', value))
    found.append(list)
  }
  found.hidden = false
  found.focus()
  found.scrollIntoView({ block: 'nearest' })
}

/** @param {string} id */
const fieldOf = (id) => /** @type {HTMLTextAreaElement} */ (idOf(id))

/** @param {string} text */
async function check(text) {
  idOf('found').hidden = true
  try {
    // Line ends come with copied text; a blank is a sign of the alphabet and stays.
    const qr = await readQr(text.replaceAll(/[\r\n]/g, ''))
    show(await judge(qr, fieldOf('own').value.trim()), qr)
  } catch (error) {
    if (!(error instanceof NotASignedQr)) throw error
    show('UNREADABLE', null)
  }
}

/** @typedef {{ detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }} Detector */
const Detectors = /** @type {{ BarcodeDetector?: new (of: { formats: string[] }) => Detector }} */ (
  globalThis
).BarcodeDetector
const detector = Detectors ? new Detectors({ formats: ['qr_code'] }) : null

/** @param {Detector} reader */
async function scan(reader) {
  const view = /** @type {HTMLVideoElement} */ (idOf('view'))
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  view.srcObject = stream
  view.hidden = false
  await view.play()
  try {
    for (;;) {
      const [code] = await reader.detect(view)
      if (code) return code.rawValue
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  } finally {
    for (const track of stream.getTracks()) track.stop()
    view.hidden = true
  }
}

/** @param {Detector} reader @param {Blob} file */
async function readPicture(reader, file) {
  // A file that is no picture holds no code.
  const bitmap = await createImageBitmap(file).catch(() => null)
  const [code] = bitmap ? await reader.detect(bitmap).catch(() => []) : []
  if (code) take(code.rawValue)
  else show('UNREADABLE', null)
}

/** @param {string} text */
function take(text) {
  fieldOf('text').value = text
  void check(text)
}

const usable = listed.signers.filter(({ revoked }) => !revoked).length
const [year, month, date] = listed.at.split('-')
idOf('keys').replaceChildren(
  ...twice(
    `Số khóa kiểm tra trong trang: ${usable}, theo danh sách ngày ${date}/${month}/${year}.`,
    `Keys in this page: ${usable}, as listed on ${date}/${month}/${year}.`,
  ),
)
idOf('offline').hidden = location.protocol === 'file:'
idOf('no-pictures').hidden = detector !== null
idOf('check').addEventListener('submit', (event) => {
  event.preventDefault()
  void check(fieldOf('text').value)
})
if (detector) {
  idOf('pictures').hidden = false
  idOf('camera').hidden = !navigator.mediaDevices
  idOf('camera').addEventListener('click', () => {
    scan(detector).then(take, () => show('NO_CAMERA', null))
  })
  idOf('picture').addEventListener('change', (event) => {
    const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? []
    if (file) void readPicture(detector, file)
  })
}
