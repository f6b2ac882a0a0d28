define('WAWebE2EProtoUtils', () => ({ typeAttributeFromProtobuf: () => 'text' }));
