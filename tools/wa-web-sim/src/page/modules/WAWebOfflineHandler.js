define('WAWebOfflineHandler', () => ({
  OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 },
}));
