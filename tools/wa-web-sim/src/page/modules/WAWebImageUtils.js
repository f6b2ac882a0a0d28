define('WAWebImageUtils', () => {
  const SIDE = 512;

  return {
    /** The picture in the middle of a transparent square, as stickers are. */
    async toWebpSticker(file) {
      const bitmap = await createImageBitmap(file);
      const scale = SIDE / Math.max(bitmap.width, bitmap.height);
      const [width, height] = [bitmap.width * scale, bitmap.height * scale];
      const canvas = new OffscreenCanvas(SIDE, SIDE);
      canvas.getContext('2d').drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
      bitmap.close();
      return canvas.convertToBlob({ type: 'image/webp' });
    },
  };
});
