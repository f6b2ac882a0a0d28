import QRCode from 'qrcode';

/** Draws a QR code as block characters on standard error; standard output is the log's. */
export function drawQr(qr: string): void {
  QRCode.toString(qr, { type: 'terminal', small: true })
    .then((picture) => process.stderr.write(`\n${picture}\nScan it in WhatsApp: Settings, Linked devices.\n`))
    .catch((error: unknown) => process.stderr.write(`The QR code cannot be drawn: ${String(error)}\n`));
}
